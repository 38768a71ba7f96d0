using Brine.Planner.Desired;

namespace Brine.Planner.Plan;

/// <summary>Requisites: whether an entry runs at all, given what the others come to. Decisions and comments are Salt's.</summary>
public static class Gate
{
    /// <summary>The same decision for planning and for running; <paramref name="facts"/> says what an entry depended on came to.</summary>
    public static GateAnswer? Closed(DesiredEntry entry, Func<Dependency, GateFacts> facts, Func<int, DesiredEntry?> entryAt)
    {
        if (entry.Dependencies.IsEmpty)
            return null;
        var known = entry.Dependencies.Select(d => (d.On, d.Kind, Facts: facts(d))).ToList();
        if (known.Exists(k => Fails(k.Kind, known)))
            return new GateAnswer(true, "One or more requisite failed: "
                + string.Join(", ", known.Where(k => k.Facts.Failed).Select(k => entryAt(k.On)).Select(e => $"{e?.Origin.Sls}.{e?.Origin.Id}").Distinct()))
            {
                IsByFirst = !known.Exists(k => k.Kind != DependencyKind.First && Fails(k.Kind, known)),
            };

        List<GateFacts> Of(params ReadOnlySpan<DependencyKind> kinds)
        {
            var wanted = kinds.ToArray();
            return [.. known.Where(k => wanted.Contains(k.Kind)).Select(k => k.Facts)];
        }

        var foreseen = Of(DependencyKind.Foreseen);
        if (foreseen.Count > 0 && !foreseen.Exists(f => f.Changed))
            return new GateAnswer(false, "No changes detected");
        var changes = Of(DependencyKind.Changes, DependencyKind.AnyChange);
        var isUncalled = Uncalled(Of(DependencyKind.Failure), needsAll: false) || Uncalled(Of(DependencyKind.AnyFailure), needsAll: false)
            || Uncalled(Of(DependencyKind.AllFailures), needsAll: true);
        if (isUncalled)
            return new GateAnswer(false, "State was not run because onfail req did not change") { IsUncalled = true };
        return changes.Count > 0 && !changes.Exists(f => f.Changed)
            ? new GateAnswer(false, "State was not run because none of the onchanges reqs changed") { IsUncalled = true } : null;
    }

    /// <summary>Whether the entries waited for in this way keep the entry from running, as failures.</summary>
    private static bool Fails(DependencyKind kind, List<(int On, DependencyKind Kind, GateFacts Facts)> known)
    {
        if (kind is DependencyKind.Failure or DependencyKind.AnyFailure or DependencyKind.AllFailures)
            return false;
        var alike = known.Where(k => k.Kind == kind).Select(k => k.Facts).ToList();
        return alike.Exists(f => f.Failed) && kind switch
        {
            // One that was not called for has neither succeeded nor failed.
            DependencyKind.AnySuccess => !alike.Exists(f => f is { Failed: false, IsUncalled: false }),
            DependencyKind.AnyChange => !alike.Exists(f => f is { Failed: false, Changed: true }),
            _ => true,
        };
    }

    private static bool Uncalled(List<GateFacts> facts, bool needsAll) =>
        facts.Count > 0 && !(needsAll ? facts.TrueForAll(f => f.Failed) : facts.Exists(f => f.Failed));
}

/// <param name="Changed">It changed something; of a <see cref="DependencyKind.Foreseen"/>: it would.</param>
/// <param name="IsUncalled">It was not run, for nothing called for it.</param>
public readonly record struct GateFacts(bool Failed, bool Changed, bool IsUncalled = false);

/// <param name="Failed">True: result false. False: result true, with nothing done.</param>
public sealed record GateAnswer(bool Failed, string Comment)
{
    /// <summary>Nothing called for it (onchanges, onfail): then it counts neither as success nor as failure.</summary>
    public bool IsUncalled { get; init; }

    /// <summary>Only what had to go first because of a <c>prereq</c> has failed.</summary>
    public bool IsByFirst { get; init; }
}

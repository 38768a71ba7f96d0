using Brine.Planner.Desired;

namespace Brine.Planner.Plan;

/// <summary>Requisites: whether an entry runs at all, given what the others come to. Comments are Salt's.</summary>
public static class Gate
{
    /// <summary>Null: it runs. Otherwise what is reported instead.</summary>
    internal static PlannedEntry? Closed(DesiredEntry entry, PlannedEntry?[] others) =>
        Closed(entry, on => others[on] is { } other
            ? new GateFacts(other.Failed, other.Verdict == Verdict.Change) : new GateFacts(false, false), on => others[on]?.Entry) is { } closed
            ? new PlannedEntry
            {
                Entry = entry, Verdict = Verdict.Skipped, Comment = closed.Comment, DoneComment = closed.Comment, Failed = closed.Failed,
            }
            : null;

    /// <summary>The same decision for planning and for running; <paramref name="facts"/> answers by index of the entry depended on.</summary>
    public static GateAnswer? Closed(DesiredEntry entry, Func<int, GateFacts> facts, Func<int, DesiredEntry?> entryAt)
    {
        if (entry.Dependencies.IsEmpty)
            return null;
        var failed = entry.Dependencies.Where(d => d.Kind != DependencyKind.Failure && facts(d.On).Failed).ToList();
        if (failed.Count > 0)
            return new GateAnswer(true, "One or more requisite failed: "
                + string.Join(", ", failed.Select(d => entryAt(d.On)).Select(e => $"{e?.Origin.Sls}.{e?.Origin.Id}").Distinct()));
        var onChanges = entry.Dependencies.Where(d => d.Kind == DependencyKind.Changes).ToList();
        if (onChanges.Count > 0 && !onChanges.Exists(d => facts(d.On).Changed))
            return new GateAnswer(false, "State was not run because none of the onchanges reqs changed");
        var onFail = entry.Dependencies.Where(d => d.Kind == DependencyKind.Failure).ToList();
        return onFail.Count > 0 && !onFail.Exists(d => facts(d.On).Failed)
            ? new GateAnswer(false, "State was not run because onfail req did not change") : null;
    }
}

public readonly record struct GateFacts(bool Failed, bool Changed);

/// <param name="Failed">True: result false. False: result true, with nothing done.</param>
public sealed record GateAnswer(bool Failed, string Comment);

using System.Collections.Immutable;
using Brine.Planner.Desired.Reading;
using Brine.Salt.States;

namespace Brine.Planner.Desired;

/// <summary>Requisites between declarations → dependencies between entries.</summary>
internal static class Dependencies
{
    public static ImmutableArray<DesiredEntry> Add(
        List<DesiredEntry> entries, IReadOnlyList<(StateDeclaration Declaration, int Index)> read)
    {
        var byKey = read.ToLookup(r => r.Declaration.Key, r => r.Index);
        foreach (var (declaration, index) in read.Where(r => !r.Declaration.Requisites.IsEmpty))
            entries[index] = entries[index] with { Dependencies = Of(declaration, index, byKey) };
        return [.. entries];
    }

    public static ImmutableArray<Dependency> Of(StateDeclaration declaration, int index, ILookup<string, int> byKey) =>
    [
        .. declaration.Requisites
            .SelectMany(r => KindOf(r.Kind) is { } kind
                ? r.Keys.SelectMany(k => byKey[k]).Select(on => new Dependency(on, kind)) : [])
            .Where(d => d.On != index).Distinct().OrderBy(d => d.Kind),
    ];

    /// <summary>
    /// The states without those that only a left-out state of another module could call for: whether it changed
    /// something or failed will not be known.
    /// </summary>
    public static IEnumerable<StateDeclaration> WithoutUncalled(ImmutableArray<StateDeclaration> states, Diagnostics diagnostics)
    {
        var leftOut = states.Where(s => s.Module != "incus").Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        var kept = new List<StateDeclaration>();
        foreach (var state in states)
        {
            var lost = state.Requisites.FirstOrDefault(r => KindOf(r.Kind) is not (null or DependencyKind.Success
                or DependencyKind.AnySuccess or DependencyKind.First) && r.Keys.All(leftOut.Contains));
            if (lost is null || state.Module != "incus")
            {
                kept.Add(state);
                continue;
            }

            leftOut.Add(state.Key);
            diagnostics.Warning("incus.foreign-state", $"'{state.Id}' ({state.Function}) is left out too: it runs only because of "
                + $"'{lost.Target}', which is left out", lost.Span);
        }

        return kept;
    }

    /// <summary>Null: it binds nothing.</summary>
    private static DependencyKind? KindOf(RequisiteKind kind) => kind switch
    {
        // No state of Brine reacts to changes (mod_watch), and Salt then takes watch for require.
        RequisiteKind.Require or RequisiteKind.Watch => DependencyKind.Success,
        RequisiteKind.RequireAny or RequisiteKind.WatchAny => DependencyKind.AnySuccess,
        RequisiteKind.OnChanges => DependencyKind.Changes,
        RequisiteKind.OnChangesAny => DependencyKind.AnyChange,
        RequisiteKind.OnFail => DependencyKind.Failure,
        RequisiteKind.OnFailAny => DependencyKind.AnyFailure,
        RequisiteKind.OnFailAll => DependencyKind.AllFailures,
        RequisiteKind.Prereq => DependencyKind.Foreseen,
        RequisiteKind.Prerequired => DependencyKind.First,
        RequisiteKind.Listen => null,
        _ => throw new InvalidOperationException($"no dependency for {kind}"),
    };
}

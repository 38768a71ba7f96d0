using System.Collections.Immutable;
using Brine.Planner.Desired.Reading;
using Brine.Salt.Pillar;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Desired;

/// <summary>Declarations as written → desired state, typed and checked.</summary>
public static class DesiredCompiler
{
    /// <summary>The state functions that Brine has, in ordinal order.</summary>
    public static IEnumerable<string> Functions => StateReaders.Functions;

    public static DesiredCompilation Compile(
        ImmutableArray<StateDeclaration> states, ImmutableArray<PillarDocument> pillars, CompileOptions options)
    {
        var diagnostics = new Diagnostics();
        // Pillars first: they create the instances that states speak of.
        var declarations = pillars.SelectMany(p => PillarReader.Read(p, diagnostics)).ToList();
        ReportIdsInTwoPillars(declarations, diagnostics);
        var connection = pillars.Select(p => PillarReader.Connection(p, diagnostics)).LastOrDefault(c => c is not null);
        if (connection is null && options.PillarData is { } data)
            connection = PillarReader.Connection(new PillarDocument("pillar", data), diagnostics);
        if (connection is not null)
            options = options with { Defaults = options.Defaults.WithOwn() };
        declarations.AddRange(options.SkipForeign ? Dependencies.WithoutUncalled(states, diagnostics) : states);

        var entries = new List<DesiredEntry>(declarations.Count);
        var read = new List<(StateDeclaration Declaration, int Index)>(declarations.Count);
        foreach (var declaration in declarations)
        {
            var entry = StateReaders.Read(declaration, options, diagnostics);
            if (declaration.Module == "incus")
                entry = SteeringReader.Read(entry, declaration, options, diagnostics);
            if (entry is null)
                continue;
            read.Add((declaration, entries.Count));
            entries.Add(entry);
        }

        var desired = Dependencies.Add(entries, read);
        Contradictions.Find([.. desired.Where(IsUnconditional)], diagnostics);
        return new DesiredCompilation(new DesiredState(desired), connection, diagnostics.All);
    }

    /// <summary>Two that contradict each other may still take turns, if something decides between them at each run.</summary>
    private static bool IsUnconditional(DesiredEntry entry) => entry.Checks is not { HasBefore: true }
        && entry.Dependencies.All(d => d.Kind is DependencyKind.Success or DependencyKind.AnySuccess or DependencyKind.First);

    /// <summary>Which server a pillar names; null when it names none. What is wrong with it is told by
    /// <see cref="Compile"/>.</summary>
    public static PillarConnection? Connection(YamlMap pillar) =>
        PillarReader.Connection(new PillarDocument("", pillar), new Diagnostics());

    private static void ReportIdsInTwoPillars(List<StateDeclaration> declarations, Diagnostics diagnostics)
    {
        foreach (var twice in declarations.GroupBy(d => (d.Function, d.Id)).Where(g => g.Skip(1).Any()))
            diagnostics.Error("pillar.duplicate-entry", $"'{twice.Key.Id}' is declared in two pillar files", twice.ElementAt(1).Span,
                $"keep one of them; the other is at {twice.First().Span}");
    }
}

using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Reading;
using Brine.Planner.Names;
using Brine.Salt;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Model;

/// <summary>Everything that checks look at, made once: files on all levels, and what they speak of.</summary>
internal sealed class Subject
{
    /// <summary>Longer ones are data, and of no use beside a message.</summary>
    private const int LongestLine = 1_000;

    private readonly Dictionary<(string, bool), string[]?> _lines = [];

    private HashSet<string>? _notStarted;

    public Subject(LintInput input)
    {
        Input = input;
        var unheard = new Diagnostics(); // told by the compilation below
        var ofPillars = input.Compiled.Pillars.SelectMany(p => PillarReader.Read(p, unheard)).ToList();
        Desired = DesiredCompiler.Compile(input.Compiled.States, input.Compiled.Pillars,
            new CompileOptions(ConnectionDefaults.Local, input.Now, SkipForeign: true));
        Declarations = [.. ofPillars.Select(d => (d, true)), .. input.Compiled.States.Select(d => (d, false))];
        Snapshots = [.. Declarations.Select(d => SnapshotMention.Of(d.Declaration, d.InPillar, input.Now))
            .OfType<SnapshotMention>()];
        Instances = [.. Declarations.Select(d => InstanceMention.Of(d.Declaration, d.InPillar))
            .OfType<InstanceMention>()];
        InstancesAt = Instances.ToLookup(i => i.Instance);
        Policies = [.. PolicyMention.All(this)];
        Templates = [.. TemplateScan.All(input)];
    }

    public LintInput Input { get; }

    public ImmutableArray<RenderedFile> Files => Input.Compiled.Files;

    public DesiredCompilation Desired { get; }

    /// <summary>Those of pillars first, then those of state files.</summary>
    public ImmutableArray<(StateDeclaration Declaration, bool InPillar)> Declarations { get; }

    public ImmutableArray<SnapshotMention> Snapshots { get; }

    public ImmutableArray<InstanceMention> Instances { get; }

    /// <summary>Names of instances that a pillar does not start.</summary>
    public IReadOnlySet<string> NotStarted => _notStarted ??= Section("instances")
        .Where(e => (e.Value as YamlMap)?.Find("started") is YamlScalar { Value: false }).Select(e => e.Key.Text)
            .ToHashSet(StringComparer.Ordinal);

    public ILookup<InstanceAddress, InstanceMention> InstancesAt { get; }

    public ImmutableArray<PolicyMention> Policies { get; }

    public ImmutableArray<TemplateScan> Templates { get; }

    /// <summary>The entries of <c>incus.SECTION</c> in all pillars.</summary>
    public IEnumerable<YamlEntry> Section(string section) => Input.Compiled.Pillars
        .Select(p => (p.Root.Find("incus") as YamlMap)?.Find(section)).OfType<YamlMap>().SelectMany(m => m.Entries);

    /// <summary>The entry of a key, with its place; null when it is not there.</summary>
    public static YamlEntry? Entry(YamlMap? map, string key) => map?.Entries.FirstOrDefault(e => e.Key.Text == key);

    /// <summary>
    /// The line of a place, as written or as rendered; null when it is not known, or too long to be shown.
    /// </summary>
    public string? LineOf(SourceSpan span) =>
        Lines(span.File, span.IsRendered) is { } lines && span.Line <= lines.Length && lines[span.Line - 1].Length <= LongestLine
            ? lines[span.Line - 1] : null;

    private string[]? Lines(string path, bool isRendered)
    {
        if (!_lines.TryGetValue((path, isRendered), out var lines))
            _lines[(path, isRendered)] = lines = Text(path, isRendered)?.ReplaceLineEndings("\n").Split('\n');
        return lines;
    }

    private string? Text(string path, bool isRendered)
    {
        var file = Files.FirstOrDefault(f => f.Source.Path == path);
        return isRendered ? file?.Text : (file?.Source ?? Templates.FirstOrDefault(t => t.File.Path == path)?.File)?.Text;
    }
}

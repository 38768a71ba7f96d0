using System.Collections.Immutable;
using Brine.Salt;
using Brine.Salt.Pillar;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Converge.Read;

/// <summary>A masterless minion's configuration, as far as Brine goes by it.</summary>
internal sealed class MinionConfig
{
    private static readonly string[] s_strategies = ["smart", "recurse", "overwrite", "none"];

    private readonly YamlMap _all;
    private readonly ReadLog _log;
    private readonly string _folder;

    private MinionConfig(YamlMap all, string path, ReadLog log)
    {
        (_all, _log) = (all, log);
        _folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
    }

    /// <summary>Without a file: Salt's defaults, but no roots.</summary>
    public static MinionConfig None(ReadLog log) => new(new YamlMap([], default), "/none", log) { IsNone = true };

    /// <summary>Null, and told, when it cannot be read. Files of <c>minion.d/</c> beside it come over it.</summary>
    public static MinionConfig? Read(string path, ReadLog log)
    {
        if (Map(path, log) is not { } all)
            return null;
        var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/",
            Path.GetDirectoryName((all.Find("default_include") as YamlScalar)?.Text ?? "minion.d/*.conf") ?? "minion.d");
        var more = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.conf").Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        foreach (var file in more)
            if (Map(file, log) is { } over)
                all = PillarMerge.Merge(all, over);
        return new MinionConfig(all, path, log);
    }

    private bool IsNone { get; init; }

    public string? Saltenv => Text("saltenv") ?? Text("environment");

    public string? PillarEnv => Text("pillarenv");

    public string? Id => Text("id") ?? Beside("minion_id")?.Trim();

    /// <summary>Grains of the configuration over those of the file <c>grains</c> beside it.</summary>
    public YamlMap? Grains
    {
        get
        {
            var own = _all.Find("grains") as YamlMap;
            var file = IsNone || !File.Exists(Path.Combine(_folder, "grains")) ? null : Map(Path.Combine(_folder, "grains"), _log);
            return file is null ? own : own is null ? file : PillarMerge.Merge(file, own);
        }
    }

    public MinionOptions Options()
    {
        var strategy = Text("pillar_source_merging_strategy") ?? "smart";
        if (!s_strategies.Contains(strategy))
            Refuse("pillar_source_merging_strategy", strategy, "Brine has " + string.Join(", ", s_strategies));
        if (Text("top_file_merging_strategy") is { } tops && tops != "merge")
            Refuse("top_file_merging_strategy", tops, "Brine has 'merge'");
        foreach (var key in (string[])["env_order", "default_top", "state_top_saltenv", "ext_pillar", "fileserver_backend"])
            if (_all.Find(key) is { } value && !(key == "fileserver_backend" && value is YamlList { Items: [YamlScalar { Text: "roots" }] }))
                _log.Add([new Diagnostic(Severity.Warning, "converge.read.config", $"'{key}' of the minion's configuration is not read", value.Span, null)]);
        return new MinionOptions
        {
            Top = Text("state_top")?.Replace("salt://", "", StringComparison.Ordinal) ?? "top.sls",
            Nodegroups = _all.Find("nodegroups") is YamlMap groups
                ? groups.Entries.ToImmutableDictionary(e => e.Key.Text, e => e.Value, StringComparer.Ordinal)
                : MinionOptions.Default.Nodegroups,
            PillarStrategy = strategy switch
            {
                "overwrite" => PillarStrategy.Overwrite,
                "recurse" => PillarStrategy.Recurse,
                "none" => PillarStrategy.None,
                _ => PillarStrategy.Smart,
            },
            MergesPillarLists = _all.Find("pillar_merge_lists") is YamlScalar { Value: true },
            IncludedPillarsWin = _all.Find("pillar_includes_override_sls") is YamlScalar { Value: true },
            All = IsNone ? null : _all,
        };
    }

    /// <summary>Folders by environment, as <c>ENVIRONMENT=DIR</c>.</summary>
    public IEnumerable<(string Env, string Folder)> Roots(string key, string usual)
    {
        if (IsNone)
            return [];
        if (_all.Find(key) is not YamlMap roots)
            return Directory.Exists(usual) ? [(SourceRoots.Base, usual)] : [];
        return roots.Entries.SelectMany(env => (env.Value switch
        {
            YamlList list => list.Items.OfType<YamlScalar>(),
            YamlScalar { Kind: ScalarKind.Text } one => [one],
            _ => [],
        }).Select(folder => (env.Key.Text, Path.Combine(_folder, folder.Text)))).Where(root => Directory.Exists(root.Item2));
    }

    private static YamlMap? Map(string path, ReadLog log)
    {
        if (log.Read(path, path, isNamed: true) is not { } file)
            return null;
        var reading = YamlReader.Read(file);
        log.Add(reading.Diagnostics);
        if (reading.Root is null)
            return reading.Diagnostics.IsEmpty ? new YamlMap([], default) : null;
        if (reading.Root is YamlMap map)
            return map;
        log.Error("converge.read.config", $"'{path}' is no minion configuration: it is not formed as a mapping", path, "write 'key: value' lines");
        return null;
    }

    private string? Text(string key) => _all.Find(key) is YamlScalar { Kind: not ScalarKind.Null } text ? text.Text : null;

    private string? Beside(string name)
    {
        var path = Path.Combine(_folder, name);
        return IsNone || !File.Exists(path) ? null : _log.Read(path, path, isNamed: false)?.Text;
    }

    private void Refuse(string key, string value, string remedy) =>
        _log.Add([new Diagnostic(Severity.Error, "converge.read.config", $"'{key}: {value}' of the minion's configuration is not supported",
            _all.Find(key)?.Span, remedy)]);
}

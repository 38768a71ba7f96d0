using System.Text.Json;
using Brine.Salt.Pillar;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.Tests;

/// <summary>A tree of <c>Oracle/States/*.cases</c>; the script beside them says how they are written.</summary>
internal sealed record StateCase(
    string Name, IReadOnlyDictionary<string, string> Ask, IReadOnlyDictionary<string, string> Files)
{
    private static readonly string Root = Path.Combine(Here.Folder, "Oracle", "States");

    public static IEnumerable<StateCase> All(string file)
    {
        foreach (var text in File.ReadAllText(Path.Combine(Root, file + ".cases")).Split("=== ").Skip(1))
        {
            var parts = text.TrimEnd('\n').Split("\n--- ");
            var head = parts[0].Split('\n');
            yield return new StateCase(
                head[0],
                head.Skip(1).Select(line => line[2..].Split(": ", 2)).ToDictionary(p => p[0], p => p.ElementAtOrDefault(1) ?? ""),
                parts.Skip(1).Select(part => part.Split('\n', 2)).ToDictionary(p => p[0], p => p[1] + "\n"));
        }
    }

    public static JsonElement Golden(string file, string name)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, file + ".golden.json")));
        return golden.RootElement.GetProperty(name).Clone();
    }

    public string? BrineSays => Ask.GetValueOrDefault("brine");

    public CompileRequest Request()
    {
        var config = Json("config");
        return new CompileRequest
        {
            Sls = Ask.ContainsKey("highstate") || Ask.ContainsKey("top") || Ask.ContainsKey("pillar") ? []
                : [.. (Ask.GetValueOrDefault("run") ?? Ask.GetValueOrDefault("sls", "a")).Split(' ')],
            IsHighstate = Ask.ContainsKey("highstate") || Ask.ContainsKey("top"),
            StateRoots = Roots(isPillar: false),
            PillarRoots = Roots(isPillar: true),
            Saltenv = Ask.GetValueOrDefault("saltenv"),
            PillarEnv = (config.Find("pillarenv") as YamlScalar)?.Text,
            MinionId = Ask.GetValueOrDefault("id", "web-1"),
            Minion = new MinionOptions
            {
                Top = (config.Find("state_top") as YamlScalar)?.Text ?? "top.sls",
                Nodegroups = config.Find("nodegroups") is YamlMap groups
                    ? MinionOptions.Default.Nodegroups.AddRange(groups.Entries.Select(e => KeyValuePair.Create(e.Key.Text, e.Value)))
                    : MinionOptions.Default.Nodegroups,
                PillarStrategy = (config.Find("pillar_source_merging_strategy") as YamlScalar)?.Text == "overwrite"
                    ? PillarStrategy.Overwrite : PillarStrategy.Smart,
                MergesPillarLists = config.Find("pillar_merge_lists") is YamlScalar { Value: true },
                IncludedPillarsWin = config.Find("pillar_includes_override_sls") is YamlScalar { Value: true },
            },
        };
    }

    public ScriptedHost Host() => new()
    {
        Grains = Json("grains").Entries.ToDictionary(e => e.Key.Text, e => e.Value),
    };

    private YamlMap Json(string key) =>
        (YamlMap)YamlReader.Read(new SourceFile(key, Ask.GetValueOrDefault(key, "{}"))).Root!;

    private SourceRoots Roots(bool isPillar)
    {
        var files = Files.Select(file =>
        {
            var (env, path) = file.Key.Split(':') is [var before, var rest] ? (before, rest) : ("", file.Key);
            var isOfPillar = env.StartsWith("pillar", StringComparison.Ordinal);
            var name = isOfPillar ? env["pillar".Length..].TrimStart('@') : env;
            return (IsPillar: isOfPillar, Env: name.Length == 0 ? "base" : name, File: new SourceFile(path, file.Value));
        }).Where(file => file.IsPillar == isPillar).ToLookup(file => file.Env, file => file.File);
        var trees = files.Select(env => (env.Key, new SourceTree(env, "")));
        // The minion always has a base, if an empty one.
        return isPillar && files.Count == 0 ? SourceRoots.None
            : new SourceRoots(files.Contains("base") ? trees : trees.Append(("base", SourceTree.Empty)));
    }
}

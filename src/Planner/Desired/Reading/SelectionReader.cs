using System.Collections.Immutable;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Salt.Yaml;

namespace Brine.Planner.Desired.Reading;

/// <summary>
/// <c>instances</c>: a name or glob, or a list of them and of mappings with <c>name</c>, <c>project</c>, <c>config</c>
/// and <c>profile</c>; <c>except: …</c> takes some out again. A glob for remotes comes to the servers that are known.
/// </summary>
internal static class SelectionReader
{
    private const string Shape = "a name, a glob such as 'web-*', or a list of these and of mappings "
        + "(name: …, project: …, profile: …, config: {key: value}, or except: …)";

    /// <summary>Null, with a diagnostic, when it is no selection.</summary>
    public static (Selection Selection, string Label)? Read(ArgumentReader arguments, ConnectionDefaults defaults)
    {
        var key = arguments.Declaration.Argument("instances") is null && arguments.Declaration.Argument("instance") is not null
            ? "instance" : "instances";
        if (arguments.Declaration.Argument(key) is not { } node)
        {
            arguments.Diagnostics.Error("incus.missing-parameter",
                $"{arguments.Declaration.Function} '{arguments.Declaration.Id}' has no 'instances'", arguments.Declaration.Span,
                "say which: instances: web-server, or instances: ['web-*', db]");
            return null;
        }

        var before = arguments.Diagnostics.Count;
        var words = new List<string>();
        var selectors = ImmutableArray.CreateBuilder<Selector>();
        foreach (var item in node is YamlList list ? list.Items : [node])
        {
            if (Item(arguments, key, item, defaults) is not { } read)
                continue;
            selectors.AddRange(read.Selectors);
            words.Add(read.Written);
        }

        if (arguments.Diagnostics.Count > before)
            return null;
        if (selectors.All(s => s.IsException))
            return Wrong(arguments, key, node is YamlList { Items.IsEmpty: true } ? "an empty list" : "nothing but exceptions");
        return (new Selection(selectors.ToImmutable()), string.Join(", ", words));
    }

    private static (ImmutableArray<Selector> Selectors, string Written)? Item(ArgumentReader arguments, string key, YamlNode item, ConnectionDefaults defaults)
    {
        switch (item)
        {
            case YamlScalar { Kind: not ScalarKind.Null } name:
                return Named(arguments, key, name.Text, defaults) is { } selectors ? (selectors, name.Text) : null;
            case YamlMap { Entries: [{ Key.Text: "except", Value: YamlScalar { Kind: not ScalarKind.Null } except }] }:
                return Right(arguments, key, except.Text, SelectorText.Exception(except.Text)) is { } exceptions
                    ? (exceptions, $"not {except.Text}") : null;
            case YamlMap map when map.Entries.All(e => e.Key.Text is "name" or "config" or "profile" or "project") && !map.Entries.IsEmpty:
                return Conditional(arguments, key, map, defaults);
            default:
                Wrong(arguments, key, ArgumentReader.Describe(item));
                return null;
        }
    }

    private static (ImmutableArray<Selector> Selectors, string Written)? Conditional(
        ArgumentReader arguments, string key, YamlMap map, ConnectionDefaults defaults)
    {
        var name = map.Find("name") switch { null => "*", YamlScalar { Kind: not ScalarKind.Null } s => s.Text, _ => "" };
        var profile = map.Find("profile") switch { null => null, YamlScalar { Kind: not ScalarKind.Null } s => s.Text, _ => "" };
        var project = map.Find("project") switch { null => null, YamlScalar { Kind: not ScalarKind.Null } s => s.Text, _ => "" };
        var config = Maps.Text;
        switch (map.Find("config"))
        {
            case null:
                break;
            case YamlMap keys when keys.Entries.All(e => e.Value is YamlScalar { Kind: not ScalarKind.Null }):
                config = config.SetItems(keys.Entries.Select(e => KeyValuePair.Create(e.Key.Text, ArgumentReader.Stored((YamlScalar)e.Value))));
                break;
            case var other:
                Wrong(arguments, key, $"'config' is {ArgumentReader.Describe(other!)}");
                return null;
        }

        if (name.Length == 0 || profile is "" || project is "")
        {
            Wrong(arguments, key, "an empty name, project or profile");
            return null;
        }

        return Named(arguments, key, name, defaults) is { } selectors
            ? ([.. selectors.Select(s => s with { Profile = profile, Config = config, Project = project ?? s.Project })],
                Written(name, project, profile, config)) : null;
    }

    private static string Written(
        string name, string? project, string? profile, IEnumerable<KeyValuePair<string, string>> config) => string.Join(' ',
        new[] { name }.Concat(project is null ? [] : [$"project={project}"]).Concat(profile is null ? [] : [$"profile={profile}"]).Concat(config.Select(c => $"{c.Key}={c.Value}")));

    private static ImmutableArray<Selector>? Named(ArgumentReader arguments, string key, string written, ConnectionDefaults defaults) =>
        Right(arguments, key, written, SelectorText.Parse(written, defaults.For(arguments.Text("remote"), arguments.Text("project"))));

    private static ImmutableArray<Selector>? Right(
        ArgumentReader arguments, string key, string written, (ImmutableArray<Selector> Selectors, string? Expected) read)
    {
        if (read.Expected is not { } expected)
            return read.Selectors;
        arguments.Wrong<string>(key, expected, $"'{written}'");
        return null;
    }

    private static (Selection, string)? Wrong(ArgumentReader arguments, string key, string found)
    {
        arguments.Wrong<string>(key, Shape, found);
        return null;
    }
}

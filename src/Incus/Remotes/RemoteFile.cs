using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Brine.Incus.Remotes;

/// <summary>
/// The text of the CLI's config.yml with one remote more, or one less. Lines are put in or taken out, so that comments,
/// order and keys that are not known here stay; a result that does not read just as meant is refused.
/// </summary>
internal static partial class RemoteFile
{
    private const string Remotes = "remotes";

    /// <summary>What the incus CLI has where there is no file: a file without them would take its image server away.</summary>
    private const string BuiltIn = """
        default-remote: local
        remotes:
          images:
            addr: https://images.linuxcontainers.org
            protocol: simplestreams
            public: true
          local:
            addr: unix://
            protocol: incus
            public: false

        """;

    /// <param name="text">Null: there is no file.</param>
    /// <exception cref="FormatException">The file is written in a way that cannot be changed surely.</exception>
    public static string With(string? text, CliRemote remote)
    {
        var source = string.IsNullOrWhiteSpace(text) ? BuiltIn : text;
        var root = Root(source);
        var (at, old, indent, step) = Find(root, Remotes) switch
        {
            null when root.Style != MappingStyle.Flow => (source.TrimEnd('\n').Split('\n').Length, 0, 2, 2),
            (var key, YamlMappingNode { Children.Count: 0 } or YamlScalarNode { Value: null or "" }) => (Line(key.Start), 1, 2, 2),
            (_, YamlMappingNode { Style: not MappingStyle.Flow } all) => (Line(all.Children[0].Key.Start), 0, Column(all.Children[0].Key.Start), Step(all)),
            _ => throw Unsure(),
        };
        var block = Block(remote, indent, step);
        var head = Find(root, Remotes) is { Value: YamlMappingNode { Children.Count: > 0 } } ? "" : $"{Remotes}:\n";
        List<string> lines = [.. source.Split('\n')];
        lines.RemoveRange(at, old);
        lines.InsertRange(at, (head + block).TrimEnd('\n').Split('\n'));
        var wanted = Find(root, Remotes)?.Value as YamlMappingNode ?? new YamlMappingNode();
        foreach (var (name, value) in Root(block).Children)
            if (!wanted.Children.TryAdd(name, value))
                throw Unsure();
        root.Children[new YamlScalarNode(Remotes)] = wanted;
        return Checked(string.Join('\n', lines).TrimEnd('\n') + "\n", root);
    }

    /// <exception cref="FormatException">The file is written in a way that cannot be changed surely.</exception>
    public static string Without(string text, string name)
    {
        var root = Root(text);
        if (Find(root, Remotes)?.Value is not YamlMappingNode { Style: not MappingStyle.Flow } all || Find(all, name) is not var (key, value))
            throw Unsure();
        List<string> lines = [.. text.Split('\n')];
        lines.RemoveRange(Line(key.Start), Line(End(value)) - Line(key.Start) + 1);
        all.Children.Remove(key);
        if (all.Children.Count == 0)
            lines[Line(Find(root, Remotes)!.Value.Key.Start)] = $"{Remotes}: {{}}"; // it was just found
        return Checked(string.Join('\n', lines), root);
    }

    private static string Checked(string text, YamlMappingNode wanted)
    {
        try
        {
            return Root(text).Equals(wanted) ? text : throw Unsure();
        }
        catch (YamlException)
        {
            throw Unsure();
        }
    }

    private static FormatException Unsure() => new("it is written in a way that Brine does not change, for fear of spoiling it");

    private static YamlMappingNode Root(string text)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        stream.Load(reader);
        return stream.Documents is [{ RootNode: YamlMappingNode root }] ? root : throw Unsure();
    }

    private static KeyValuePair<YamlNode, YamlNode>? Find(YamlMappingNode map, string key)
    {
        foreach (var child in map.Children)
            if (child.Key is YamlScalarNode { Value: var found } && found == key)
                return child;
        return null;
    }

    private static string Block(CliRemote remote, int indent, int step)
    {
        var (outer, inner) = (new string(' ', indent), new string(' ', indent + step));
        var project = remote.Project is { } named ? $"{inner}project: {Word(named)}\n" : "";
        return $"{outer}{Word(remote.Name)}:\n{inner}addr: {remote.Address}\n{inner}auth_type: {remote.AuthType}\n{project}"
            + $"{inner}protocol: {remote.Protocol}\n{inner}public: {(remote.IsPublic ? "true" : "false")}\n";
    }

    /// <summary>In quotes where YAML might read something else than a text.</summary>
    private static string Word(string text) => Plain().IsMatch(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static int Step(YamlMappingNode all) => all.Children[0].Value is YamlMappingNode { Children.Count: > 0, Style: not MappingStyle.Flow } first
        && first.Children[0].Key.Start.Column > all.Children[0].Key.Start.Column
        ? Column(first.Children[0].Key.Start) - Column(all.Children[0].Key.Start) : 2;

    private static Mark End(YamlNode node) => node is YamlMappingNode { Style: not MappingStyle.Flow, Children.Count: > 0 } map
        ? End(map.Children[^1].Value) : node.End;

    private static int Line(Mark mark) => (int)mark.Line - 1;

    private static int Column(Mark mark) => (int)mark.Column - 1;

    [GeneratedRegex("^(?!(true|false|yes|no|on|off|null|y|n)$)[A-Za-z][A-Za-z0-9._-]*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();
}

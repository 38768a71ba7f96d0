using System.Collections.Immutable;
using System.Globalization;
using Brine.Salt.Yaml;

namespace Brine.Planner.Desired.Reading;

/// <summary>
/// <c>before</c> and <c>after</c>: a command, a list of them, or a mapping from a glob on members to either. A command is
/// a text, or a mapping with <c>command</c> and <c>timeout</c>.
/// </summary>
internal static class GroupCommands
{
    private const string Shape = "a command, a list of commands, or a mapping from members (a name or glob) to them";

    private const string TimeShape = "a time such as 30s or 5m, up to 1h";

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    public static ImmutableArray<GroupCommand> Read(ArgumentReader arguments, string key, TimeSpan limit)
    {
        switch (arguments.Declaration.Argument(key))
        {
            case null:
                return [];
            case YamlMap map when !IsCommand(map):
                return [.. map.Entries.SelectMany(e => Items(arguments, key, e.Key.Text, e.Value, limit))];
            case var other:
                return [.. Items(arguments, key, "*", other, limit)];
        }
    }

    /// <summary>What each command may take that has no time of its own.</summary>
    public static TimeSpan Timeout(ArgumentReader arguments)
    {
        var usual = TimeSpan.FromSeconds(30);
        if (arguments.Declaration.Argument("timeout") is not { } node)
            return usual;
        if (Time(node) is { } time)
            return time;
        arguments.Wrong<string>("timeout", TimeShape, ArgumentReader.Describe(node));
        return usual;
    }

    /// <summary>Null: it is no time.</summary>
    public static TimeSpan? Time(string text)
    {
        var unit = text.Length == 0 || char.IsAsciiDigit(text[^1]) ? 's' : text[^1];
        var digits = text.TrimEnd(unit);
        TimeSpan? one = unit switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            _ => null,
        };
        return one is { } span && digits.Length < 6 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0 && span * count <= s_longest ? span * count : null;
    }

    private static IEnumerable<GroupCommand> Items(
        ArgumentReader arguments, string key, string members, YamlNode node, TimeSpan limit)
    {
        ImmutableArray<YamlNode> items = node is YamlList list ? [.. list.Items] : [node];
        if (items.IsEmpty)
            arguments.Wrong<string>(key, Shape, "an empty list");
        foreach (var item in items)
            switch (item)
            {
                case YamlScalar { Kind: not ScalarKind.Null, Text.Length: > 0 } text:
                    yield return new GroupCommand(members, text.Text, limit);
                    break;
                case YamlMap map when IsCommand(map) && map.Find("command") is YamlScalar { Kind: not ScalarKind.Null, Text.Length: > 0 } text:
                    var time = map.Find("timeout") is { } given ? Time(given) : limit;
                    if (time is null)
                        arguments.Wrong<string>(key, $"'timeout' to be {TimeShape}", $"'timeout: {(map.Find("timeout") as YamlScalar)?.Text}'");
                    yield return new GroupCommand(members, text.Text, time ?? limit);
                    break;
                default:
                    arguments.Wrong<string>(key, Shape, ArgumentReader.Describe(item));
                    break;
            }
    }

    private static TimeSpan? Time(YamlNode node) => node is YamlScalar { Kind: not ScalarKind.Null } scalar ? Time(scalar.Text) : null;

    private static bool IsCommand(YamlMap map) =>
        map.Find("command") is not null && map.Entries.All(e => e.Key.Text is "command" or "timeout");
}

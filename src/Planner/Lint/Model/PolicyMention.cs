using System.Collections.Immutable;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Model;

/// <summary>Something that deletes snapshots by itself: a managed entry, a rotation or a retention, as written.</summary>
/// <param name="Kind"><c>managed</c>, <c>rotation</c> or <c>retention</c>.</param>
/// <param name="Shown">How a message calls it.</param>
/// <param name="Instances">Names or globs.</param>
/// <param name="Fields">Its keys and values.</param>
internal sealed record PolicyMention(
    string Kind, string Id, string Shown, SourceSpan Span, ImmutableArray<string> Instances,
        ImmutableArray<YamlEntry> Fields)
{
    public YamlScalar? Pattern => Value("pattern") as YamlScalar;

    public YamlNode? Value(string key) => Field(key)?.Value;

    public YamlEntry? Field(string key) => Fields.FirstOrDefault(f => f.Key.Text == key);

    public static IEnumerable<PolicyMention> All(Subject subject)
    {
        foreach (var entry in subject.Section("instance_snapshots"))
            if (entry.Value is YamlMap body && body.Entries.Any(e => e.Key.Text is "managed" or "pattern" or "keep"))
                yield return Of("managed", "instance_snapshots", entry, body);
        foreach (var kind in (string[])["rotation", "retention"])
            foreach (var entry in subject.Section("snapshot_" + kind))
                if (entry.Value is YamlMap body)
                    yield return Of(kind, "snapshot_" + kind, entry, body);
        foreach (var (state, _) in subject.Declarations.Where(d => !d.InPillar))
            foreach (var policy in OfState(state))
                yield return policy;
    }

    private static PolicyMention Of(string kind, string section, YamlEntry entry, YamlMap body) =>
        new(kind, entry.Key.Text,
        $"{section}.{entry.Key.Text}", entry.Key.Span, Names(body.Find("instance") ?? body.Find("instances")),
            body.Entries);

    private static IEnumerable<PolicyMention> OfState(StateDeclaration state)
    {
        ImmutableArray<YamlEntry> fields =
            [.. state.Arguments.Select(a => new YamlEntry(YamlScalar.Of(a.Key, a.Span), a.Value))];
        var instances = Names(state.Argument("instance") ?? state.Argument("instances"));
        var shown = $"'{state.Id}'";
        switch (state.Function)
        {
            case "incus.instance_snapshots_rotated":
                yield return new PolicyMention("rotation", state.Id, shown, state.Span, instances, fields);
                break;
            case "incus.instance_snapshots_retained":
                yield return new PolicyMention("retention", state.Id, shown, state.Span, instances, fields);
                break;
            case "incus.instance_snapshots_managed" when state.Argument("snapshots_config") is YamlMap configs:
                foreach (var entry in configs.Entries)
                    if (entry.Value is YamlMap body)
                        yield return new PolicyMention("managed", entry.Key.Text, $"'{state.Id}', {entry.Key.Text}",
                            entry.Key.Span, instances, [.. body.Entries,
                                new YamlEntry(YamlScalar.Of("managed"), YamlScalar.Of(true))]);
                break;
        }
    }

    private static ImmutableArray<string> Names(YamlNode? node) => node switch
    {
        YamlScalar { Kind: not ScalarKind.Null } one => [one.Text],
        YamlList list => [.. list.Items.OfType<YamlScalar>().Select(i => i.Text)],
        _ => [],
    };
}

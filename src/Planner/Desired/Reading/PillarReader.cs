using System.Collections.Immutable;
using Brine.Salt.Pillar;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Desired.Reading;

/// <summary>
/// A pillar's <c>incus:</c> section → the state declarations it means, so that one set of readers serves both. Instances
/// come before snapshots, whatever the order in the file: a snapshot needs its instance.
/// </summary>
internal static class PillarReader
{
    private static readonly string[] Sections =
        ["connection", "instances", "instance_snapshots", "snapshot_groups", "snapshot_rotation", "snapshot_retention"];

    private static readonly string[] InstanceKeys =
        ["source", "instance_type", "config", "devices", "profiles", "ephemeral", "started", "wait_is_ready", "ready_timeout", "project", "remote"];

    public static IEnumerable<StateDeclaration> Read(PillarDocument pillar, Diagnostics diagnostics)
    {
        foreach (var stray in pillar.Root.Entries.Where(e => e.Key.Text != "incus" && e.Key.Text.StartsWith("incus", StringComparison.Ordinal)))
            diagnostics.Error("pillar.unread-key", $"the top-level key '{stray.Key.Text}' is read by nobody, neither Salt's formula nor Brine",
                stray.Key.Span, "move what is below it under the one key 'incus'");
        if (pillar.Root.Find("incus") is not YamlMap incus)
            yield break;
        foreach (var entry in incus.Entries.Where(e => !Sections.Contains(e.Key.Text)))
            diagnostics.Error("pillar.unknown-section", $"nobody reads incus.{entry.Key.Text}", entry.Key.Span,
                NearestWord.To(entry.Key.Text, Sections) is { } near ? $"did you mean '{near}'?" : $"known: {string.Join(", ", Sections)}");
        foreach (var entry in Section(incus, "instances", diagnostics))
            foreach (var declaration in Instance(pillar, entry, diagnostics))
                yield return declaration;
        foreach (var entry in Section(incus, "instance_snapshots", diagnostics))
            if (Snapshot(pillar, entry, diagnostics) is { } declaration)
                yield return declaration;
        foreach (var entry in Section(incus, "snapshot_groups", diagnostics))
            if (Group(pillar, entry, diagnostics) is { } declaration)
                yield return declaration;
        // Policies behind what they look after, so that what this run takes is counted.
        foreach (var (section, function) in ((string, string)[])[("snapshot_rotation", "instance_snapshots_rotated"), ("snapshot_retention", "instance_snapshots_retained")])
            foreach (var entry in Section(incus, section, diagnostics))
                if (entry.Value is YamlMap body)
                    yield return Declaration(pillar, entry.Key, function, entry.Key.Text, entry.Key.Text, body.Entries);
                else
                    diagnostics.Error("pillar.unknown-shape", $"incus.{section}.{entry.Key.Text} is {ArgumentReader.Describe(entry.Value)}",
                        entry.Key.Span, "expected a mapping");
    }

    public static PillarConnection? Connection(PillarDocument pillar, Diagnostics diagnostics)
    {
        if ((pillar.Root.Find("incus") as YamlMap)?.Find("connection") is not { } node)
            return null;
        if (node is not YamlMap map)
        {
            diagnostics.Error("pillar.connection", "incus.connection is not a mapping", node.Span, "write type: unix|https and socket or url");
            return null;
        }

        string? Of(YamlMap? m, string key) => m?.Find(key) is YamlScalar { Kind: not ScalarKind.Null } s ? s.Text : null;
        // Older pillars have the keys of cert_storage in the connection itself.
        var store = map.Find("cert_storage") as YamlMap ?? map;
        if (store != map && Of(store, "type") is { } kind && kind != "local_files")
            diagnostics.Error("pillar.connection", $"incus.connection.cert_storage.type is '{kind}'", store.Span, "Brine reads 'local_files'");
        var (type, socket, url) = (Of(map, "type"), Of(map, "socket"), Of(map, "url"));
        if (type is not (null or "unix" or "https"))
            diagnostics.Error("pillar.connection", $"incus.connection.type is '{type}'", map.Span, "write unix or https");
        if (type == "https" && url is null)
            diagnostics.Error("pillar.connection", "incus.connection is of type https and has no url", map.Span, "write url: https://host:8443");
        var verify = store.Find("verify") as YamlScalar;
        return new PillarConnection(type == "https" ? null : socket, type == "unix" ? null : url, Of(store, "cert"), Of(store, "key"),
            verify is not { Value: false })
        {
            ServerCertificatePath = verify is { Kind: ScalarKind.Text } path ? path.Text : null,
        };
    }

    private static ImmutableArray<YamlEntry> Section(YamlMap incus, string key, Diagnostics diagnostics)
    {
        switch (incus.Find(key))
        {
            case YamlMap map:
                return map.Entries;
            case null or YamlScalar { Kind: ScalarKind.Null }:
                return [];
            case var other:
                diagnostics.Error("pillar.unknown-shape", $"incus.{key} is {ArgumentReader.Describe(other)}", other.Span, "expected a mapping of entries");
                return [];
        }
    }

    private static IEnumerable<StateDeclaration> Instance(PillarDocument pillar, YamlEntry entry, Diagnostics diagnostics)
    {
        var body = entry.Value is YamlScalar { Kind: ScalarKind.Null } ? new YamlMap([], entry.Value.Span) : entry.Value as YamlMap;
        if (body is null)
        {
            diagnostics.Error("pillar.unknown-shape", $"incus.instances.{entry.Key.Text} is {ArgumentReader.Describe(entry.Value)}", entry.Value.Span, "expected a mapping");
            yield break;
        }

        foreach (var unknown in body.Entries.Where(e => !InstanceKeys.Contains(e.Key.Text)))
            diagnostics.Error("pillar.unknown-key", $"unknown key '{unknown.Key.Text}' in incus.instances.{entry.Key.Text}", unknown.Key.Span,
                NearestWord.To(unknown.Key.Text, InstanceKeys) is { } near ? $"did you mean '{near}'?" : $"known: {string.Join(", ", InstanceKeys)}");
        yield return Declaration(pillar, entry.Key, "instance_present", entry.Key.Text, entry.Key.Text,
            body.Entries.Where(e => e.Key.Text is not ("started" or "wait_is_ready" or "ready_timeout") && InstanceKeys.Contains(e.Key.Text)));
        switch (body.Find("started"))
        {
            case YamlScalar { Value: true }:
                yield return Declaration(pillar, entry.Key, "instance_running", entry.Key.Text + "-running", entry.Key.Text,
                    body.Entries.Where(e => e.Key.Text is "wait_is_ready" or "ready_timeout" or "project" or "remote"));
                break;
            case null or YamlScalar { Value: false }:
                break;
            case var other:
                diagnostics.Error("incus.wrong-value", $"'started' of incus.instances.{entry.Key.Text} is {ArgumentReader.Describe(other)}", other.Span, "expected true or false");
                break;
        }
    }

    private static StateDeclaration? Snapshot(PillarDocument pillar, YamlEntry entry, Diagnostics diagnostics)
    {
        if (entry.Value is not YamlMap body)
        {
            diagnostics.Error("pillar.unknown-shape", $"incus.instance_snapshots.{entry.Key.Text} is {ArgumentReader.Describe(entry.Value)}",
                entry.Key.Span, "expected a mapping with 'instance' and 'name'");
            return null;
        }

        if (Ensured("instance_snapshots", entry.Key, body, diagnostics) is not { } word)
            return null;
        switch (body.Find("managed"))
        {
            case YamlScalar { Value: true } when word == "present":
                return Managed(pillar, entry.Key, body);
            case YamlScalar { Value: true }:
                diagnostics.Error("incus.contradiction", $"incus.instance_snapshots.{entry.Key.Text} is managed, and '{word}' as well",
                    body.Find("ensure")!.Span, "take managed, pattern and keep out, or ensure");
                return null;
            case null or YamlScalar { Value: false }:
                foreach (var unread in body.Entries.Where(e => e.Key.Text is "pattern" or "keep"))
                    diagnostics.Error("incus.half-policy", $"'{unread.Key.Text}' of incus.instance_snapshots.{entry.Key.Text} is read only with managed: true",
                        unread.Key.Span, "add managed: true, or take it out");
                break;
            case var other:
                diagnostics.Error("incus.wrong-value", $"'managed' of incus.instance_snapshots.{entry.Key.Text} is {ArgumentReader.Describe(other)}",
                    other.Span, "expected true or false");
                return null;
        }

        // What only describes a new snapshot may stay when the entry is turned to absent or restored.
        string[] idle = word switch
        {
            "absent" => ["stateful", "description", "expires", "expires_at", "on_drift"],
            "restored" => ["description", "expires", "expires_at", "on_drift"],
            _ => [],
        };
        return Named(pillar, entry.Key, "instance_snapshot_" + word, body,
            body.Entries.Where(e => e.Key.Text is not ("managed" or "pattern" or "keep") && !idle.Contains(e.Key.Text)));
    }

    private static StateDeclaration? Group(PillarDocument pillar, YamlEntry entry, Diagnostics diagnostics)
    {
        if (entry.Value is not YamlMap body)
        {
            diagnostics.Error("pillar.unknown-shape", $"incus.snapshot_groups.{entry.Key.Text} is {ArgumentReader.Describe(entry.Value)}",
                entry.Key.Span, "expected a mapping with 'instances' and 'name'");
            return null;
        }

        if (Ensured("snapshot_groups", entry.Key, body, diagnostics) is not { } word)
            return null;
        string[] idle = word == "present" ? []
            : ["freeze", "volumes", "before", "after", "timeout", "description", "expires", "expires_at", .. word == "absent" ? new[] { "stateful" } : []];
        return Named(pillar, entry.Key, "snapshot_group_" + word, body, body.Entries.Where(e => !idle.Contains(e.Key.Text)));
    }

    /// <summary>Null, with a diagnostic, when it is none of the words.</summary>
    private static string? Ensured(string section, YamlScalar key, YamlMap body, Diagnostics diagnostics)
    {
        var ensure = body.Find("ensure");
        var word = ensure is null ? "present" : (ensure as YamlScalar)?.Text;
        if (word is "present" or "absent" or "restored")
            return word;
        diagnostics.Error("incus.wrong-value", $"'ensure' of incus.{section}.{key.Text} is {ArgumentReader.Describe(ensure!)}",
            ensure!.Span, "expected 'present', 'absent' or 'restored'");
        return null;
    }

    private static StateDeclaration Named(
        PillarDocument pillar, YamlScalar key, string function, YamlMap body, IEnumerable<YamlEntry> arguments)
    {
        var name = body.Find("name") is YamlScalar { Kind: not ScalarKind.Null } given ? given.Text : key.Text;
        return Declaration(pillar, key, function, key.Text, name, arguments.Where(e => e.Key.Text is not ("ensure" or "name")))
            with { NameSpan = body.Entries.FirstOrDefault(e => e.Key.Text == "name")?.Key.Span };
    }

    /// <summary>As the state has it: the entry becomes the only one of its <c>snapshots_config</c>.</summary>
    private static StateDeclaration Managed(PillarDocument pillar, YamlScalar key, YamlMap body)
    {
        string[] outer = ["instance", "project", "remote"];
        var inner = body.Entries.RemoveAll(e => outer.Contains(e.Key.Text) || e.Key.Text is "managed" or "ensure");
        if (body.Find("name") is null)
            inner = inner.Add(new YamlEntry(YamlScalar.Of("name", key.Span), YamlScalar.Of(key.Text, key.Span)));
        var configs = new YamlMap([new YamlEntry(key, new YamlMap(inner, key.Span))], key.Span);
        return Declaration(pillar, key, "instance_snapshots_managed", key.Text, key.Text,
            body.Entries.Where(e => outer.Contains(e.Key.Text)).Append(new YamlEntry(YamlScalar.Of("snapshots_config", key.Span), configs)));
    }

    private static StateDeclaration Declaration(
        PillarDocument pillar, YamlScalar key, string function, string id, string name, IEnumerable<YamlEntry> arguments) => new()
    {
        Id = id,
        Sls = pillar.Path,
        Function = "incus." + function,
        Name = name,
        Order = 0,
        Span = key.Span,
        Arguments = [.. arguments.Select(a => new StateArgument(a.Key.Text, a.Value, a.Key.Span))],
    };
}

using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Salt.Yaml;

namespace Brine.Planner.Desired.Reading;

/// <summary>The <c>instance_*</c> states. Each reader gives null when a diagnostic says why.</summary>
internal static class InstanceReaders
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(300);

    public static DesiredEntry? Present(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("source", "instance_type", "config", "devices", "profiles", "ephemeral", "project", "remote");
        var common = Common(arguments, options);
        var source = Source(arguments);
        var type = arguments.Choice("instance_type", ("container", 0), ("virtual-machine", 1));
        var notes = new List<string>();
        var config = SnapshotKeys.Check(arguments.TextMap("config") ?? Maps.Text, arguments, notes);
        var devices = arguments.Devices("devices") ?? Maps.Devices;
        var profiles = arguments.TextList("profiles");
        var ephemeral = arguments.Flag("ephemeral");
        foreach (var key in config.Keys.Where(k => k.StartsWith("volatile.", StringComparison.Ordinal)))
            arguments.Wrong<string>($"config.{key}", "a key that is not Incus's own", "volatile");
        if (common is not { } c || arguments.HasErrors)
            return null;
        return new InstancePresent(c.Origin, c.Instance, c.Label, source,
            type is { } t ? (t == 0 ? "container" : "virtual-machine") : null, config, devices, profiles, ephemeral)
        {
            Notes = [.. notes],
        };
    }

    public static DesiredEntry? Absent(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("force", "project", "remote");
        var common = Common(arguments, options);
        var force = arguments.Flag("force") ?? false;
        return common is not { } c || arguments.HasErrors ? null : new InstanceAbsent(c.Origin, c.Instance, c.Label, force);
    }

    public static DesiredEntry? Running(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("wait_is_ready", "ready_timeout", "project", "remote");
        var common = Common(arguments, options);
        var wait = arguments.Flag("wait_is_ready") ?? false;
        var timeout = arguments.Seconds("ready_timeout") ?? ReadyTimeout;
        return common is not { } c || arguments.HasErrors ? null
            : new InstanceRunning(c.Origin, c.Instance, c.Label, wait ? timeout : null);
    }

    public static DesiredEntry? Stopped(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("force", "project", "remote");
        var common = Common(arguments, options);
        var force = arguments.Flag("force") ?? false;
        return common is not { } c || arguments.HasErrors ? null : new InstanceStopped(c.Origin, c.Instance, c.Label, force);
    }

    private static (Origin Origin, InstanceAddress Instance, string Label)? Common(ArgumentReader arguments, CompileOptions options)
    {
        var written = arguments.Declaration.Name;
        return Target.Read(arguments, written, options.Defaults, "name") is { } address
            ? (Target.Origin(arguments, written), address, written) : null;
    }

    /// <summary><c>{type: image, alias|fingerprint, server, protocol}</c>, <c>{type: copy, source: I[/S], project}</c> or <c>{type: none}</c>.</summary>
    private static InstanceSource? Source(ArgumentReader arguments)
    {
        if (arguments.Declaration.Argument("source") is not { } node)
            return null;
        if (node is not YamlMap map)
            return arguments.Wrong<InstanceSource>("source", "a mapping such as {type: image, alias: debian/12}", ArgumentReader.Describe(node));
        string[] known = ["type", "alias", "fingerprint", "server", "protocol", "mode", "source", "project"];
        foreach (var entry in map.Entries)
        {
            if (!known.Contains(entry.Key.Text))
                arguments.Wrong<string>("source." + entry.Key.Text, $"one of {string.Join(", ", known)}", "unknown");
            else if (entry.Value is not YamlScalar { Kind: not ScalarKind.Null })
                arguments.Wrong<string>("source." + entry.Key.Text, "a text", ArgumentReader.Describe(entry.Value));
        }

        string? Of(string key) => (map.Find(key) as YamlScalar)?.Text;
        if (Of("mode") is { } mode && mode != "pull")
            arguments.Wrong<string>("source.mode", "'pull'", $"'{mode}'");
        var source = new InstanceSource(Of("type") ?? "image", Of("alias"), Of("fingerprint"), Of("server"), Of("protocol"),
            Of("source"), Of("project"));
        return source switch
        {
            { Kind: "none" } => source,
            { Kind: "image", Alias: not null } or { Kind: "image", Fingerprint: not null } => source,
            { Kind: "image" } => arguments.Wrong<InstanceSource>("source", "'alias' or 'fingerprint' of the image", "without an image"),
            { Kind: "copy", Copy: { } copy } when IsCopySource(copy) => source,
            { Kind: "copy" } => arguments.Wrong<InstanceSource>("source", "'source: INSTANCE' or 'source: INSTANCE/SNAPSHOT'",
                source.Copy is null ? "a copy of nothing" : $"'{source.Copy}'"),
            _ => arguments.Wrong<InstanceSource>("source.type", "'image', 'copy' or 'none'", $"'{source.Kind}'"),
        };
    }

    private static bool IsCopySource(string copy) => copy.Split('/') switch
    {
        [var instance] => InstanceName.IsValid(instance),
        [var instance, var snapshot] => InstanceName.IsValid(instance) && SnapshotName.IsValid(snapshot),
        _ => false,
    };
}

using System.Collections.Immutable;
using Brine.Incus.Publishing;
using Brine.Planner.Desired;
using Brine.Salt.Yaml;

namespace Brine.Cli.Worker;

/// <summary>
/// <c>instance_snapshot_publish</c>: one image under any number of aliases. Without an alias nothing can be found again
/// later, so that each call makes a new image.
/// </summary>
internal sealed class Publishing(WorkerEngine engine)
{
    public async Task<CallResult> RunAsync(WorkerServers.Link link, CallArguments a)
    {
        var name = a.Required("snapshot_name");
        var usual = a.Without("snapshot_name", "aliases").With("name", name);
        var aliases = Aliases(a.Find("aliases"));
        var entries = aliases.Select(alias => Read(link, usual.With("alias", alias))).ToImmutableArray();
        var any = entries is [var first, ..] ? first : Read(link, usual.With("alias", "none"));
        var images = link.Servers.For(any.Instance.Remote).Images;
        string fingerprint;
        if (entries.IsEmpty)
        {
            fingerprint = await images.PublishAsync(any.Instance.Project, new ImagePublish(
                any.Instance.Name, name, any.Properties, any.IsPublic ?? false, any.Compression), onAccepted: null, engine.World.Interrupts.Abort);
        }
        else
        {
            var (_, report) = await engine.RunAsync(link, [.. entries], isTest: false, mayGoOn: null);
            if (report!.Outcomes.FirstOrDefault(o => o.Result != true) is { } failed) // not null: it was no test
                return new CallResult(failed.Comment);
            var target = await images.TryGetAliasAsync(any.Instance.Project, any.Alias, engine.World.Interrupts.Stop);
            fingerprint = target?.Fingerprint ?? throw new WorkerRefusal($"alias {any.Alias} was set, and is gone again");
        }

        return new CallResult(Message: $"Snapshot {name} published as image successfully", Fingerprint: fingerprint);
    }

    private SnapshotPublished Read(WorkerServers.Link link, CallArguments a) =>
        StateCalls.Read<SnapshotPublished>("snapshot_published", a, link.Defaults, engine.World.Time.GetUtcNow());

    /// <summary>The formula takes names, and mappings with <c>name</c>.</summary>
    private static ImmutableArray<string> Aliases(YamlNode? given) => given switch
    {
        null => [],
        YamlScalar one => [one.Text],
        YamlList many => [.. many.Items.Select(i => (i as YamlScalar ?? (i as YamlMap)?.Find("name") as YamlScalar)?.Text
            ?? throw new WorkerRefusal("'aliases' is a list of names"))],
        _ => throw new WorkerRefusal("'aliases' is a list of names"),
    };
}

using System.Collections.Immutable;
using System.CommandLine;
using Brine.Cli.Runs;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Images;

namespace Brine.Cli.Commands.Copies;

/// <summary><c>brine publish I/S --alias A</c>: an image of a snapshot, and an alias that points at it.</summary>
internal static class PublishCommand
{
    public static Command Build(Surroundings world)
    {
        var target = new Argument<string>("INSTANCE/SNAPSHOT") { Description = "what to make an image of" };
        var alias = new Option<string>("--alias") { Description = "the image alias that shall point at it; one that is there is moved", HelpName = "NAME", Required = true };
        var isPublic = new Option<bool>("--public") { Description = "let everybody who reaches the server have it" };
        var properties = new Option<string[]>("--property") { Description = "a property of the image; may be repeated", HelpName = "KEY=VALUE" };
        var compression = new Option<string?>("--compression") { Description = "none, gzip, zstd and so on (default: as the server is set)", HelpName = "NAME" };
        var run = new OneOff(destroys: false);
        var command = new Command("publish", "Make an image of a snapshot") { target, alias, isPublic, properties, compression };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) => run.RunAsync(world, parsed, screen, defaults =>
        {
            var reference = SnapshotRef.Parse(parsed.GetRequiredValue(target), defaults, mayBeWild: true);
            var name = parsed.GetRequiredValue(alias);
            if (!ImageAlias.IsValid(name))
                throw new UsageException($"'{name}' is no image alias", $"use {ImageAlias.Rule}");
            return
            [
                new SnapshotPublished(reference.Origin("snapshot_published"), reference.Instance, reference.Label, reference.Snapshot, name,
                    parsed.GetValue(isPublic) ? true : null, Properties(parsed.GetValue(properties) ?? []), parsed.GetValue(compression)),
            ];
        }));
        return command;
    }

    private static ImmutableSortedDictionary<string, string> Properties(string[] texts) => texts.Aggregate(Maps.Text, (map, text) =>
    {
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0)
            throw new UsageException($"'{text}' is no property", "write it as KEY=VALUE");
        if (text.StartsWith(ImageOrigin.Prefix, StringComparison.Ordinal))
            throw new UsageException($"'{text}' is a property of Brine's own", $"take a key that does not begin with '{ImageOrigin.Prefix}'");
        return map.SetItem(text[..sign], text[(sign + 1)..]);
    });
}

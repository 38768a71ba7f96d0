using System.CommandLine;
using Brine.Planner.Schedule;
using Brine.Planner.Schedule.Listing;

namespace Brine.Cli.Options;

/// <summary>Which clock a server goes by, since the API does not tell.</summary>
internal sealed class ZoneOption(string name = "--timezone")
{
    private readonly Option<string?> _zone = new(name)
    {
        Description = "the server's time zone (default: this machine's for a local server, else UTC)",
        HelpName = "ZONE",
    };

    public void AddTo(Command command) => command.Options.Add(_zone);

    /// <summary>Null: not said.</summary>
    /// <exception cref="UsageException">There is no such zone.</exception>
    public TimeZoneInfo? Given(ParseResult parsed) => parsed.GetValue(_zone) is not { } given ? null
        : Zones.Find(given) ?? throw new UsageException($"'{given}' is no time zone", $"give {Zones.Rule}");

    /// <exception cref="UsageException">There is no such zone.</exception>
    public ZoneUsed Read(ParseResult parsed, bool isLocal, Surroundings world) =>
        Given(parsed) is { } given
            ? new ZoneUsed(given, name)
            : isLocal ? new ZoneUsed(world.Time.LocalTimeZone, "this machine's")
            : new ZoneUsed(TimeZoneInfo.Utc, $"assumed; {name} says otherwise");
}

using System.CommandLine;
using Brine.Planner.Schedule;
using Brine.Planner.Schedule.Listing;

namespace Brine.Cli.Options;

/// <summary><c>--timezone</c>: which clock a server goes by, since the API does not tell.</summary>
internal sealed class ZoneOption
{
    private readonly Option<string?> _zone = new("--timezone")
    {
        Description = "the server's time zone (default: this machine's for a local server, else UTC)",
        HelpName = "ZONE",
    };

    public void AddTo(Command command) => command.Options.Add(_zone);

    /// <exception cref="UsageException">There is no such zone.</exception>
    public ZoneUsed Read(ParseResult parsed, bool isLocal, Surroundings world) =>
        parsed.GetValue(_zone) is { } name
            ? new ZoneUsed(Zones.Find(name)
                ?? throw new UsageException($"'{name}' is no time zone", $"give {Zones.Rule}"), "--timezone")
            : isLocal ? new ZoneUsed(world.Time.LocalTimeZone, "this machine's")
            : new ZoneUsed(TimeZoneInfo.Utc, "assumed; --timezone says otherwise");
}

using System.CommandLine;
using Brine.Planner.Retention;
using Brine.Planner.Schedule;

namespace Brine.Cli.Options;

/// <summary>What is kept, as the parameters of <c>instance_snapshots_retained</c>.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string?> _pattern = new("--pattern")
        { Description = "which snapshots: a glob in quotes; others are left alone", HelpName = "GLOB" };
    private readonly Option<int?> _last = new("--last") { Description = "keep the newest so many", HelpName = "N" };
    private readonly Option<int?> _hourly = Period("--hourly", "hours");
    private readonly Option<int?> _daily = Period("--daily", "days");
    private readonly Option<int?> _weekly = Period("--weekly", "ISO weeks");
    private readonly Option<int?> _monthly = Period("--monthly", "months");
    private readonly Option<int?> _yearly = Period("--yearly", "years");
    private readonly Option<string?> _within = new("--within") { Description = "keep all that are younger, such as '2d'", HelpName = "TIME" };
    private readonly Option<int?> _min = new("--min") { Description = "keep so many of each instance in any case (default 1)", HelpName = "N" };
    private readonly Option<string?> _zone = new("--timezone") { Description = "whose hours, days and so on (default UTC)", HelpName = "ZONE" };
    private readonly Option<int?> _maxDelete = new("--max-delete")
        { Description = "delete nothing at all if it would be more", HelpName = "N" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_pattern, _last, _hourly, _daily, _weekly, _monthly, _yearly, _within, _min, _zone, _maxDelete])
            command.Options.Add(option);
    }

    /// <exception cref="UsageException">It is not whole, or says nothing of what to keep.</exception>
    public (string Pattern, RetentionPolicy Policy) Read(ParseResult parsed)
    {
        var pattern = parsed.GetValue(_pattern);
        if (string.IsNullOrEmpty(pattern))
            throw new UsageException("prune needs --pattern: which snapshots it is about", "give a glob in quotes, such as --pattern 'daily-*'; '*' means all");
        var within = parsed.GetValue(_within);
        var zone = parsed.GetValue(_zone) ?? "UTC";
        if (Zones.Find(zone) is null)
            throw new UsageException($"'{zone}' is no time zone", $"give {Zones.Rule}");
        var policy = new RetentionPolicy
        {
            Last = parsed.GetValue(_last),
            Hourly = parsed.GetValue(_hourly),
            Daily = parsed.GetValue(_daily),
            Weekly = parsed.GetValue(_weekly),
            Monthly = parsed.GetValue(_monthly),
            Yearly = parsed.GetValue(_yearly),
            Within = within is null ? null : ExpiryDuration.TryParse(within)
                ?? throw new UsageException($"'{within}' is no time for --within", $"give {ExpiryDuration.Rule}"),
            Min = parsed.GetValue(_min) ?? 1,
            TimeZone = zone,
            MaxDelete = parsed.GetValue(_maxDelete),
        };
        return policy.IsEmpty
            ? throw new UsageException("prune is not told what to keep", "give at least one of --last, --hourly, --daily, --weekly, --monthly, --yearly, --within")
            : policy.Defect is { } defect ? throw new UsageException(defect) : (pattern, policy);
    }

    private static Option<int?> Period(string name, string periods) =>
        new(name) { Description = $"keep the newest of each of the last so many {periods} that have one", HelpName = "N" };
}

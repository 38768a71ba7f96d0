namespace Brine.Planner.Schedule.Listing;

/// <summary>In which zone a server's clock was taken to be, since it does not tell.</summary>
/// <param name="Why"><c>this machine's</c>, <c>--timezone</c>, <c>assumed</c>.</param>
public sealed record ZoneUsed(TimeZoneInfo Zone, string Why)
{
    public override string ToString() => $"{Zone.Id} ({Why})";
}

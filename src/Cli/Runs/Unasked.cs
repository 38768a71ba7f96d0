using Brine.Cli.Screens;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Cli.Runs;

/// <summary>Servers that could not be asked, among others that could: each is told once, whatever was asked about it.</summary>
internal static class Unasked
{
    /// <summary>A declaration that is about others, too, tells of it by itself.</summary>
    public static void Tell(Screen screen, Plan plan)
    {
        foreach (var (remote, reason) in plan.Unasked)
            if (plan.Entries.Count(e => plan.IsUnasked(e.Entry) && e.Entry.Lanes.Any(l => l.Remote == remote)) is var count and > 0)
                Tell(screen, remote, reason, (count == 1 ? "one declaration is" : $"{count} declarations are")
                    + " about what it holds, which is unknown; nothing is done there");
    }

    public static void Tell(Screen screen, ObservedState observed)
    {
        foreach (var server in observed.Servers.Values)
            if (server.Unasked is { } reason)
                Tell(screen, server.Remote, reason, "what it holds is unknown");
    }

    private static void Tell(Screen screen, string remote, string reason, string remedy) =>
        screen.Error($"server '{remote}' cannot be asked: {reason}", remedy);
}

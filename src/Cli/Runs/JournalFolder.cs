namespace Brine.Cli.Runs;

/// <summary>Where this user's journal lies.</summary>
internal static class JournalFolder
{
    public static string Of(string? given, Surroundings world) =>
        given ?? (world.Variable("XDG_STATE_HOME") is { } state ? Path.Combine(state, "brine")
            : world.IsRoot ? "/var/lib/brine"
            : Path.Combine(world.Variable("HOME") ?? "/tmp", ".local", "state", "brine"));
}

using Brine.Sandbox.State;

namespace Brine.Sandbox.Rules;

/// <summary>Whether the server accepts a <c>snapshots.schedule</c>, with the text of its cron library if not.</summary>
internal static class ScheduleRule
{
    private static readonly string[] Aliases =
    [
        "@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@annually", "@yearly", "@startup", "@never",
    ];

    /// <summary>The error text, or null.</summary>
    public static string? Error(SandboxFlavor flavor, string schedule) =>
        schedule.ToLowerInvariant().Split(", ").Where(part => !Aliases.Contains(part))
            .Select(part => flavor == SandboxFlavor.Incus702 ? GronxRule.Error(part) : RobfigRule.Error(part))
            .FirstOrDefault(error => error is not null);
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Brine.Planner.Observed;

namespace Brine.Planner.Timers;

/// <summary>The two units of a timer as text, and back. Pure: who writes them is at the edge.</summary>
public static class TimerUnits
{
    private const string Mark = "X-Brine-Timer=";

    // Nothing here keeps it from the socket, from /var/lib/brine, from files below /home (which it may read), or from the
    // commands that templates run.
    private static readonly string[] SystemHardening =
    [
        "NoNewPrivileges=yes", "ProtectSystem=full", "ProtectHome=read-only", "ProtectKernelTunables=yes", "ProtectKernelModules=yes",
        "ProtectKernelLogs=yes", "ProtectControlGroups=yes", "ProtectClock=yes", "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
        "RestrictRealtime=yes", "RestrictSUIDSGID=yes", "LockPersonality=yes", "SystemCallArchitectures=native", "UMask=0077",
    ];

    // A user's manager may not set up namespaces everywhere.
    private static readonly string[] UserHardening =
        ["NoNewPrivileges=yes", "RestrictRealtime=yes", "LockPersonality=yes", "UMask=0077"];

    public static string Service(TimerSpec spec)
    {
        var text = Head(spec, $"Brine: {string.Join(' ', spec.Arguments)}");
        if (!spec.IsUser)
            text.Append("After=network-online.target incus.service incus.socket\nWants=network-online.target\n");
        text.Append("\n[Service]\nType=oneshot\n");
        text.Append("ExecStart=").AppendJoin(' ', spec.Arguments.Prepend(spec.Program).Select(a => UnitText.Quote(a, isCommand: true))).Append('\n');
        foreach (var (key, value) in spec.Environment)
            text.Append("Environment=").Append(UnitText.Quote($"{key}={value}", isCommand: false)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"Nice={spec.Nice}\n");
        if (!spec.IsUser)
            text.Append("StateDirectory=brine\nStateDirectoryMode=0700\n");
        foreach (var line in spec.IsUser ? UserHardening : SystemHardening)
            text.Append(line).Append('\n');
        if (spec is { IsUser: false, NeedsTmp: false })
            text.Append("PrivateTmp=yes\n");
        if (!spec.Writable.IsEmpty)
            text.Append("ReadWritePaths=").AppendJoin(' ', spec.Writable.Select(p => UnitText.Quote("-" + p, isCommand: false))).Append('\n');
        return text.ToString();
    }

    public static string Timer(TimerSpec spec)
    {
        var text = Head(spec, $"Brine timer {spec.Name}, {spec.When.Text}");
        text.Append("X-Brine-On=").Append(spec.When.Text).Append("\n\n[Timer]\n");
        foreach (var calendar in spec.When.Calendars)
            text.Append("OnCalendar=").Append(calendar).Append('\n');
        text.Append("AccuracySec=1s\n");
        text.Append("Persistent=").Append(spec.CatchesUp ? "true" : "false").Append('\n');
        if (spec.Delay > TimeSpan.Zero)
            text.Append(CultureInfo.InvariantCulture, $"RandomizedDelaySec={(long)spec.Delay.TotalSeconds}\n");
        return text.Append("\n[Install]\nWantedBy=timers.target\n").ToString();
    }

    /// <summary>Only what bears the mark is ever overwritten or removed.</summary>
    public static bool IsOurs(string unit) => unit.Split('\n').Any(l => l.StartsWith(Mark, StringComparison.Ordinal));

    /// <summary>What the two say; null when they are not ours, or were changed beyond recognition.</summary>
    public static TimerSpec? Read(string service, string timer)
    {
        if (!IsOurs(service) || !IsOurs(timer))
            return null;
        var (run, times) = (Lines(service), Lines(timer));
        var command = UnitText.Words(run["ExecStart"].FirstOrDefault(""), isCommand: true);
        if (command.Length < 2 || TimerTimes.Read(times["X-Brine-On"].FirstOrDefault(""), out _) is not { } when)
            return null;
        return new TimerSpec
        {
            Name = times[Mark[..^1]].First(),
            When = when,
            Program = command[0],
            Arguments = command[1..],
            Environment = run["Environment"].SelectMany(l => UnitText.Words(l, isCommand: false)).Select(p => p.Split('=', 2))
                .Where(p => p.Length == 2).ToImmutableSortedDictionary(p => p[0], p => p[1], StringComparer.Ordinal),
            CatchesUp = times["Persistent"].FirstOrDefault() == "true",
            Delay = TimeSpan.FromSeconds(Number(times["RandomizedDelaySec"])),
            Nice = (int)Number(run["Nice"]),
            IsUser = !run.Contains("StateDirectory"),
            NeedsTmp = run.Contains("StateDirectory") && !run.Contains("PrivateTmp"),
            Writable = [.. run["ReadWritePaths"].SelectMany(l => UnitText.Words(l, isCommand: false)).Select(p => p.TrimStart('-'))],
        };
    }

    private static StringBuilder Head(TimerSpec spec, string description) => new StringBuilder()
        .Append(CultureInfo.InvariantCulture, $"# Written by 'brine timer install {spec.Name}', which overwrites it; 'brine timer remove {spec.Name}' takes it away.\n")
        .Append("[Unit]\nDescription=").Append(OneLine(description)).Append('\n')
        .Append(Mark).Append(spec.Name).Append('\n');

    private static string OneLine(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) ? " " : c == '%' ? "%%" : c.ToString())).TrimEnd('\\');

    private static ILookup<string, string> Lines(string unit) => unit.Split('\n')
        .Where(l => l.Length > 0 && l[0] is not ('#' or '[') && l.Contains('=', StringComparison.Ordinal))
        .Select(l => l.Split('=', 2)).ToLookup(l => l[0], l => l[1], StringComparer.Ordinal);

    private static long Number(IEnumerable<string> values) =>
        long.TryParse(values.FirstOrDefault(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

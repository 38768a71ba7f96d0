using System.Globalization;
using Brine.Planner.Names;
using Brine.Planner.Schedule;
using Brine.Salt.Yaml;

namespace Brine.Planner.Desired.Reading;

/// <summary><c>snapshot_drilled</c>; null when a diagnostic says why.</summary>
internal static class DrillReader
{
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(24);

    public static DesiredEntry? Drilled(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly("instance", "snapshot", "pattern", "check", "timeout", "ready_timeout", "every", "project", "remote");
        var written = arguments.RequiredText("instance");
        var instance = Target.Read(arguments, written, options.Defaults, "instance");
        var (snapshot, pattern) = (arguments.Text("snapshot"), arguments.Text("pattern"));
        if (snapshot is not null && SnapshotName.Refusal(snapshot) is { } refusal)
            arguments.Diagnostics.Error("incus.snapshot-name", refusal, arguments.SpanOf("snapshot"), $"use {SnapshotName.Rule}");
        if (snapshot is not null && pattern is not null)
            arguments.Wrong<string>("pattern", "'snapshot', which names one, or 'pattern', of which the newest is taken", $"'{pattern}', and there is a 'snapshot'");
        var check = arguments.RequiredText("check");
        var timeout = Time(arguments, "timeout");
        var ready = Time(arguments, "ready_timeout");
        var every = arguments.Text("every") is { } span
            ? ExpiryDuration.TryParse(span) ?? arguments.Wrong<ExpiryDuration>("every", ExpiryDuration.Rule, $"'{span}'") : null;
        return instance is not { } address || arguments.HasErrors ? null
            : new SnapshotDrilled(Target.Origin(arguments, snapshot is null ? written! : $"{written}/{snapshot}"), address, written!, snapshot,
                pattern ?? "*", check!, timeout ?? SnapshotDrilled.UsualTimeout, ready, every);
    }

    private static TimeSpan? Time(ArgumentReader arguments, string key)
    {
        if (arguments.Declaration.Argument(key) is not { } node)
            return null;
        if (node is YamlScalar { Kind: not ScalarKind.Null } scalar && Time(scalar.Text) is { } time)
            return time;
        arguments.Wrong<string>(key, "a time such as 30s, 5m or 2h, up to 24h", ArgumentReader.Describe(node));
        return null;
    }

    private static TimeSpan? Time(string text)
    {
        var unit = text.Length == 0 || char.IsAsciiDigit(text[^1]) ? 's' : text[^1];
        var one = unit switch { 's' => TimeSpan.FromSeconds(1), 'm' => TimeSpan.FromMinutes(1), 'h' => TimeSpan.FromHours(1), _ => TimeSpan.Zero };
        return int.TryParse(text.TrimEnd(unit), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 86_400
            && one > TimeSpan.Zero && one * count <= s_longest ? one * count : null;
    }
}

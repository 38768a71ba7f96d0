using Brine.Planner.Report;
using Brine.Planner.Schedule.Listing;

namespace Brine.Planner.Timers;

/// <summary>One timer with all that is to be known of it.</summary>
public static class TimerSheet
{
    /// <param name="next">When systemd will start it, as far as that is known.</param>
    public static StyledText Of(TimerSpec spec, string path, DateTimeOffset? next, TimeZoneInfo zone)
    {
        var text = new StyledWriter();
        text.Line(0, (spec.Name, Style.Heading), ($"  {path}", Style.Dim));
        void Fact(string name, string value) => text.Whole(2, ($"{name,-14}", Style.Dim), value);
        Fact("runs", string.Join(' ', OtherSchedulers.Words(spec)));
        Fact("on", spec.When.Text);
        Fact("next run", next is { } at ? $"{RunTimes.Of(at, zone)} ({zone.Id})" : "not known here");
        if (spec.Delay > TimeSpan.Zero)
            Fact("", $"or up to {Schedule.Instants.Span(spec.Delay)} later, by chance");
        Fact("missed runs", spec.CatchesUp ? "made up for" : "left out");
        foreach (var (key, value) in spec.Environment)
            Fact(key == spec.Environment.First().Key ? "environment" : "", $"{key}={value}");
        var crons = OtherSchedulers.Cron(spec);
        for (var i = 0; i < crons.Length; i++)
            Fact(i == 0 ? "for cron" : "", crons[i]);
        if (crons.IsEmpty)
            Fact("for cron", "none: cron does not speak systemd's language");
        var salt = OtherSchedulers.Salt(spec).TrimEnd('\n').Split('\n');
        for (var i = 0; i < salt.Length; i++)
            Fact(i == 0 ? "for Salt" : "", salt[i]);
        return text.ToText();
    }
}

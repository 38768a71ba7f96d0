using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Brine.Planner.Retention;
using Brine.Planner.Schedule;

// How long retention takes to decide, from the items in no order to the sorted deletions, and whether ten times as many
// take ten times as long. Processor time, the best of so many runs after some to warm up: nothing here waits, so that
// what is above the best is what else the machine does. The best by the clock stands beside it.
//   Brine.Retention [RUNS] [OUT]     OUT gets the same as JSON
var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 7;
var now = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
var policy = new RetentionPolicy
{
    Last = 10, Hourly = 24, Daily = 7, Weekly = 4, Monthly = 12, Yearly = 5, Within = ExpiryDuration.TryParse("2d"),
    Min = 3,
    MaxDelete = 10_000_000,
};
(string Name, int Each, bool IsMixed, string Zone)[] shapes =
[
    ("one instance", int.MaxValue, false, "UTC"),
    ("one instance, Europe/Berlin", int.MaxValue, false, "Europe/Berlin"),
    ("1,000 of each instance", 1_000, false, "UTC"),
    ("the same, groups, pins, expiries", 1_000, true, "Europe/Berlin"),
];
using var json = new Utf8JsonWriter(args.Length > 1 ? File.Create(args[1]) : Stream.Null);
json.WriteStartArray();
int[] sizes = [10_000, 100_000, 1_000_000, 2_000_000];
Console.WriteLine($"{"ms of processor, best of " + runs,-33}{"10,000",7}{"100,000",8}{"1,000,000",10}{"(clock)",9}"
    + $"{"2,000,000",10}   x10, x10, x2");
foreach (var shape in shapes)
{
    Console.Write($"{shape.Name,-33}");
    var times = new List<double>();
    var clocks = new List<double>();
    foreach (var size in sizes)
    {
        var zone = Zones.Find(shape.Zone) ?? throw new InvalidOperationException($"no zone {shape.Zone}: {Zones.Rule}");
        var asked = policy with { TimeZone = shape.Zone };
        var items = History(size, shape.Each, shape.IsMixed);
        var (best, byClock) = (double.MaxValue, double.MaxValue);
        for (var run = -3; run < runs; run++)
        {
            GC.Collect();
            var (clock, worked) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            var deleted = RetentionEngine.Decide(items, asked, zone, now).Deletions.Length;
            byClock = Math.Min(byClock, clock.Elapsed.TotalMilliseconds);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - worked).TotalMilliseconds);
            if (deleted < size / 2)
                throw new InvalidOperationException("most of a history is to be deleted");
        }

        times.Add(best);
        clocks.Add(byClock);
        Console.Write(Text($"{best,7:0.0} ") + (size == 1_000_000 ? Text($"{byClock,9:0.0} ") : ""));
    }

    json.WriteStartObject();
    json.WriteString("shape", shape.Name);
    Write("processor_ms", times);
    Write("clock_ms", clocks);
    json.WriteEndObject();
    Console.WriteLine(Text($"    {times[1] / times[0]:0.0}, {times[2] / times[1]:0.0}, {times[3] / times[2]:0.0}"));
}

json.WriteEndArray();

static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

void Write(string name, List<double> figures)
{
    json.WriteStartObject(name);
    foreach (var (size, figure) in sizes.Zip(figures))
        json.WriteNumber(size.ToString(CultureInfo.InvariantCulture), Math.Round(figure, 1));
    json.WriteEndObject();
}

// A snapshot every 20 minutes and some seconds, in no order.
ImmutableArray<RetentionItem> History(int count, int each, bool isMixed)
{
    var chance = new Random(1);
    var items = new RetentionItem[count];
    for (var i = 0; i < count; i++)
    {
        var (instance, index) = (i / each, i % each);
        var at = now - TimeSpan.FromMinutes(20.0 * index) - TimeSpan.FromSeconds(chance.Next(600));
        items[i] = new RetentionItem($"c{instance}", $"auto-{at.UtcDateTime:yyyyMMddHHmmss}-{index}", at)
        {
            ExpiresAt = isMixed && chance.Next(10) == 0 ? at.AddDays(30) : null,
            Group = isMixed && chance.Next(10) == 0 ? $"g{index}" : null,
            Protection = isMixed && chance.Next(100) == 0 ? "pinned" : null,
        };
    }

    chance.Shuffle(items);
    return [.. items];
}

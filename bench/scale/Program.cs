using System.Diagnostics;
using System.Globalization;
using Brine.Scale;

// What a plan of many declarations over fifty servers costs: requests, memory, time. What exists grows tenfold while the
// declarations stay, and the declarations grow tenfold while what exists stays.
//   Brine.Scale BRINE [INSTANCES DECLARED...]
var brine = args[0];
(int Instances, int[] Declared)[] shapes = args.Length > 2
    ? [(int.Parse(args[1], CultureInfo.InvariantCulture), [.. args[2..].Select(a => int.Parse(a, CultureInfo.InvariantCulture))])]
    : [(10_000, [100, 1_000, 10_000]), (100_000, [100, 1_000, 10_000, 100_000])];
Console.WriteLine($"{"instances",10}{"snapshots",11}{"declared",10}{"requests",10}{"peak MiB",10}{"seconds",9}{"of processor",14}");
foreach (var (instances, declared) in shapes)
{
    await using var fleet = await Fleet.StartAsync(instances);
    foreach (var count in declared)
    {
        var files = fleet.Declare(count);
        var before = fleet.Requests;
        var cost = Measure(fleet, ["plan", "-q", .. files]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{instances,10:#,0}{instances * Fleet.Snapshots,11:#,0}{count,10:#,0}{fleet.Requests - before,10:#,0}{cost.Peak / 1024.0,10:0}{cost.Seconds,9:0.00}{cost.Processor,14:0.00}"));
    }
}

// The measuring process is big, and a child counts its memory until it is another program: time(1) stands between.
(long Peak, double Seconds, double Processor) Measure(Fleet fleet, params string[] arguments)
{
    var start = new ProcessStartInfo("/usr/bin/time", ["-f", "%M %e %U %S", brine, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
    start.Environment["INCUS_CONF"] = fleet.Configuration;
    using var process = Process.Start(start)!;
    var output = process.StandardOutput.ReadToEndAsync();
    var said = process.StandardError.ReadToEnd();
    process.WaitForExit();
    output.Wait();
    if (process.ExitCode != 2)
        throw new InvalidOperationException($"brine plan ended with {process.ExitCode}, not with 2 (changes pending): {said}");
    var last = said.TrimEnd().Split('\n')[^1].Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
    return ((long)last[0], last[1], last[2] + last[3]);
}

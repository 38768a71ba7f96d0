using System.Diagnostics;
using System.Globalization;
using System.Text;
using Brine.Fuzz;

// Feeds the doors of Jinja and Salt with texts nobody would write. A find is a text that crashes, takes longer than it
// may, or wants more memory than the process is given (DOTNET_GCHeapHardLimit, see run.sh). The text being tried is in
// artifacts/fuzz/current, so that one that ends the process is there too; other finds are beside it.
// Too long is what takes so long by the clock and of the processor's time: others may be at work on the machine.
//   Brine.Fuzz SECONDS [SEED [TARGET…]]        Brine.Fuzz --file FILE TARGET
var root = Root(AppContext.BaseDirectory);
var folder = Directory.CreateDirectory(Path.Combine(root, "artifacts", "fuzz")).FullName;
var current = Path.Combine(folder, "current");
// Half surrogates are texts too; no other encoding keeps them.
var anyText = new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: false);
var longest = TimeSpan.FromSeconds(10);
if (args is ["--file", var file, var name])
{
    var clock = Stopwatch.StartNew();
    Targets.All.First(target => target.Name == name).Run(File.ReadAllText(file), CancellationToken.None);
    Console.WriteLine($"{clock.ElapsedMilliseconds} ms");
    return 0;
}
var seconds = double.Parse(args.ElementAtOrDefault(0) ?? "20", CultureInfo.InvariantCulture);
var seed = int.Parse(args.ElementAtOrDefault(1) ?? Random.Shared.Next(1_000_000).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
var targets = Targets.All.Where(target => args.Length < 3 || args.Skip(2).Contains(target.Name)).ToArray();
var inputs = new Inputs(Corpus.Read(root), new Random(seed));
var total = Stopwatch.StartNew();
var (tries, finds, slowest, slowestAt) = (0, 0, TimeSpan.Zero, "");
var started = Stopwatch.GetTimestamp();
using var watch = new Timer(_ =>
{
    if (Stopwatch.GetElapsedTime(Volatile.Read(ref started)) < 6 * longest)
        return;
    Console.WriteLine($"seed {seed}: hangs, and the token does not stop it: {current}");
    Environment.Exit(2);
}, null, longest, longest);

while (total.Elapsed.TotalSeconds < seconds)
{
    var text = inputs.Next();
    foreach (var target in targets)
    {
        File.WriteAllText(current, text, anyText);
        File.WriteAllText(current + ".target", target.Name);
        Volatile.Write(ref started, Stopwatch.GetTimestamp());
        var busy = Environment.CpuUsage.TotalTime;
        using var limit = new CancellationTokenSource(3 * longest);
        var what = Try(() => target.Run(text, limit.Token));
        var took = Stopwatch.GetElapsedTime(started);
        busy = Environment.CpuUsage.TotalTime - busy;
        if (took > slowest)
        {
            (slowest, slowestAt) = (took, $"{target.Name} with {text.Length} characters");
            File.Copy(current, Path.Combine(folder, "slowest"), overwrite: true);
        }
        tries++;
        if (what is null && (took < longest || busy < longest))
            continue;
        var kept = Path.Combine(folder, $"find-{seed}-{++finds}-{target.Name}");
        File.WriteAllText(kept, text, anyText);
        Console.WriteLine($"{kept}: {what ?? $"took {took.TotalSeconds:0.0} s, {busy.TotalSeconds:0.0} s of the processor"}");
    }
}
Console.WriteLine($"alive {GC.GetTotalMemory(forceFullCollection: true) >> 20} MiB, heap {GC.GetGCMemoryInfo().HeapSizeBytes >> 20} MiB, fragmented {GC.GetGCMemoryInfo().FragmentedBytes >> 20} MiB");
using var self = Process.GetCurrentProcess();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"seed {seed}: {tries} tries, {finds} finds, slowest {slowest.TotalSeconds:0.00} s ({slowestAt}), peak {self.PeakWorkingSet64 >> 20} MiB"));
return finds == 0 ? 0 : 1;

static string? Try(Action action)
{
    try
    {
        action();
        return null;
    }
#pragma warning disable CA1031 // any exception is a find
    catch (Exception e)
#pragma warning restore CA1031
    {
        return e.ToString();
    }
}

static string Root(string folder) => File.Exists(Path.Combine(folder, "brine.slnx"))
    ? folder
    : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("brine.slnx is above this program"));

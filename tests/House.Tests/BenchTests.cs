using Brine.Salt.Tests;

namespace Brine.House.Tests;

/// <summary>The bench measures elsewhere; that what it measures and what it reports fit together is found out here.</summary>
public sealed class BenchTests
{
    [Fact]
    public void What_the_bench_measures_fits_what_it_reports()
    {
        Python.Require("json");
        Python.Run(Path.Combine(House.Root, "bench", "tests", "test_report.py"));
    }
}

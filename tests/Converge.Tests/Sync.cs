using Brine.Converge.Apply;

namespace Brine.Converge.Tests;

/// <summary>Hears of each event where it happens, before the run goes on.</summary>
internal sealed class Sync(Action<RunEvent> hear) : IProgress<RunEvent>
{
    public void Report(RunEvent value)
    {
        lock (hear)
            hear(value);
    }
}

namespace Brine.Contract.Tests;

/// <summary>Waits for something that a real server does in its own time, with a bound.</summary>
public static class Until
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public static async Task TrueAsync(Func<Task<bool>> claim)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        bounded.CancelAfter(Bound);
        while (!await claim())
            await Task.Delay(50, bounded.Token);
    }
}

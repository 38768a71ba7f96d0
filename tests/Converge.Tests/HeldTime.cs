namespace Brine.Converge.Tests;

/// <summary>A clock whose waits do not end before they are let go.</summary>
internal sealed class HeldTime : TimeProvider
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => _release.TrySetResult();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        dueTime <= TimeSpan.Zero ? base.CreateTimer(callback, state, dueTime, period) : new Held(_release.Task, callback, state);

    private sealed class Held : ITimer
    {
        private volatile bool _isOver;

        public Held(Task release, TimerCallback callback, object? state) => _ = FireAsync(release, callback, state);

        private async Task FireAsync(Task release, TimerCallback callback, object? state)
        {
            await release;
            if (!_isOver)
                callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => _isOver = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

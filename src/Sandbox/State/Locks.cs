namespace Brine.Sandbox.State;

/// <summary>
/// Which instance or snapshot is held by which action. Incus refuses or waits, depending on the pair.
/// </summary>
internal sealed class Locks
{
    private readonly Dictionary<string, (string Action, TaskCompletionSource Freed)> _held =
        new(StringComparer.Ordinal);

    /// <summary>The action that holds the key, or null.</summary>
    public string? Holder(string key) => _held.TryGetValue(key, out var held) ? held.Action : null;

    /// <summary>Ends when the key is free again, or null if it is free.</summary>
    public Task? Freed(string key) => _held.TryGetValue(key, out var held) ? held.Freed.Task : null;

    public void Take(string key, string action) =>
        _held.Add(key, (action, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));

    public void Release(string key)
    {
        if (_held.Remove(key, out var held))
            held.Freed.TrySetResult();
    }

    public void Clear()
    {
        foreach (var key in _held.Keys.ToArray())
            Release(key);
    }
}

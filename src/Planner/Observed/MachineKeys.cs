namespace Brine.Planner.Observed;

/// <summary>Config keys that Incus or Brine changes by itself: no drift, no loss, and of no use to people.</summary>
public static class MachineKeys
{
    public static bool Is(string key) =>
        key.StartsWith("volatile.", StringComparison.Ordinal) || key.StartsWith("user.brine.", StringComparison.Ordinal);
}

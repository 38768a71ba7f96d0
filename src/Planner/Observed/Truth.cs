namespace Brine.Planner.Observed;

/// <summary>Booleans as Incus reads them in config: <c>true</c>, <c>1</c>, <c>yes</c>, <c>on</c>, in any case.</summary>
public static class Truth
{
    /// <param name="text">Null: not set, which is false.</param>
    public static bool Of(string? text) => text?.ToLowerInvariant() is "true" or "1" or "yes" or "on";
}

namespace Brine.Planner.Desired;

/// <summary>Where declarations that name neither remote nor project go.</summary>
public sealed record ConnectionDefaults(string Remote, string Project)
{
    public static ConnectionDefaults Local { get; } = new("local", "default");
}

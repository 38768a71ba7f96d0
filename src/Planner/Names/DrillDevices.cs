namespace Brine.Planner.Names;

/// <summary>What the clone of a drill may have: its own disk, what Incus makes up for it, and nothing that others have too.</summary>
public static class DrillDevices
{
    public static bool IsSafe(IReadOnlyDictionary<string, string> device) => device.GetValueOrDefault("type") switch
    {
        "none" or "tpm" => true,
        "disk" => device.GetValueOrDefault("path") == "/" || device.GetValueOrDefault("source", "") is "agent:config" or "cloud-init:config",
        _ => false,
    };
}

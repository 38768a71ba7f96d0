namespace Brine.Planner.Names;

/// <summary>Devices by which an instance meets others.</summary>
public static class NetworkDevices
{
    /// <param name="type">A device's type. Null: it has none.</param>
    public static bool Is(string? type) => type is "nic" or "infiniband" or "proxy";
}

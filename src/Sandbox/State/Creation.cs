namespace Brine.Sandbox.State;

/// <summary>A request for a new instance, read and checked as far as the server does before it answers.</summary>
internal sealed record Creation
{
    public required string Name { get; init; }

    public required string Project { get; init; }

    public required string Type { get; init; }

    public string Description { get; init; } = "";

    public bool Ephemeral { get; init; }

    public bool Start { get; init; }

    public required Settings Config { get; init; }

    public required Devices Devices { get; init; }

    /// <summary>Null means the default profile, or those of the copied instance.</summary>
    public List<string>? Profiles { get; init; }

    /// <summary>The alias or fingerprint given; null for no image.</summary>
    public string? Image { get; init; }

    public bool NeedsImage { get; init; }

    public Instance? CopyOf { get; init; }

    public Snapshot? CopyOfSnapshot { get; init; }

    public bool WithSnapshots { get; init; }

    public required string Location { get; init; }
}

namespace Brine.Sandbox.State;

/// <summary>The writable part of an instance. Null means not given; a null value of a key removes the key.</summary>
internal sealed record Change
{
    public string? Architecture { get; init; }

    public string? Description { get; init; }

    public bool? Ephemeral { get; init; }

    public Dictionary<string, string?>? Config { get; init; }

    public Devices? Devices { get; init; }

    public List<string>? Profiles { get; init; }
}

namespace Brine.Sandbox;

/// <summary>How to start a <see cref="SandboxServer"/>.</summary>
public sealed record SandboxOptions
{
    /// <summary>Path of the unix socket to listen on, under 108 bytes. An existing socket file is replaced.</summary>
    public required string SocketPath { get; init; }

    /// <summary>Which server to speak like.</summary>
    public SandboxFlavor Flavor { get; init; } = SandboxFlavor.Incus604;

    /// <summary>What exists at the start.</summary>
    public SandboxSeed Seed { get; init; } = SandboxSeed.WebTier();

    /// <summary>The clock behind the sandbox clock (which <see cref="SandboxControl.AdvanceTime"/> moves on).</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long every operation takes between its start and its effect.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;
}

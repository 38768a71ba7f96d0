namespace Brine.Sandbox;

/// <summary>
/// Which server the sandbox speaks like. The two differ in extensions, answer shapes, name rules and texts.
/// </summary>
public enum SandboxFlavor
{
    /// <summary>Incus 6.0.4, the LTS of bookworm-backports.</summary>
    Incus604,

    /// <summary>Incus 7.0.2, the LTS of trixie-backports.</summary>
    Incus702,
}

namespace Brine.Incus.Remotes;

/// <summary>One remote as the CLI's config.yml has it.</summary>
internal sealed record CliRemote(
    string Address, string Protocol, bool IsPublic, string AuthType, string? Project)
{
    /// <summary>Built in: it is there even without a file.</summary>
    public static CliRemote Local { get; } = new("unix://", "incus", false, "tls", null);
}

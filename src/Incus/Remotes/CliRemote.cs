namespace Brine.Incus.Remotes;

/// <summary>One remote as the CLI's config.yml has it.</summary>
/// <param name="Address">May be several, with commas between.</param>
/// <param name="Project">Null: it names none.</param>
public sealed record CliRemote(
    string Name, string Address, string Protocol, bool IsPublic, string AuthType, string? Project)
{
    public const string LocalName = "local";

    /// <summary>Built in: it is there even without a file.</summary>
    public static CliRemote Local { get; } = new(LocalName, "unix://", "incus", false, "tls", null);

    /// <summary>It has images and no instances.</summary>
    public bool IsImageServer => Protocol == "simplestreams" || IsPublic;

    /// <summary>The socket that the environment names, or the usual one of this machine.</summary>
    public bool IsUsualSocket => Address is "unix://" or "unix:";
}

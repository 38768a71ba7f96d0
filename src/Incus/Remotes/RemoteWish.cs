namespace Brine.Incus.Remotes;

/// <summary>A remote to be added.</summary>
/// <param name="Address">A URL or a host; or a trust token, which says where its server is.</param>
public sealed record RemoteWish(string Name, string Address)
{
    /// <summary>Makes this client known to the server at the address. Null: none is given, or the address is one.</summary>
    public string? Token { get; init; }

    /// <summary>Null: the server's default, or the only one that this client may see.</summary>
    public string? Project { get; init; }

    /// <summary>Whose a new client certificate is.</summary>
    public required string ClientName { get; init; }

    /// <summary>Asked with the fingerprint of a certificate for which neither a token nor the system vouches.</summary>
    public required Func<string, Task<bool>> Accepts { get; init; }
}

/// <summary>What was added.</summary>
/// <param name="ServerVersion">What runs there.</param>
/// <param name="Projects">Those that this client may see there.</param>
/// <param name="IsNewClient">A client certificate was made for it.</param>
public sealed record AddedRemote(CliRemote Remote, string ServerVersion, System.Collections.Immutable.ImmutableArray<string> Projects, bool IsNewClient);

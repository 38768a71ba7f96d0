using System.Collections.Immutable;

namespace Brine.Incus.Publishing;

/// <summary>An image in a server's store. Its collections are equal by reference only.</summary>
public sealed record Image(
    string Fingerprint, bool IsPublic, IReadOnlyDictionary<string, string> Properties, ImmutableArray<string> Aliases);

/// <summary>Where an alias points, and the tag to move it by.</summary>
public sealed record ImageAliasTarget(string Fingerprint, string? ETag);

/// <summary>An image to make of a snapshot.</summary>
/// <param name="Compression">As the server names it. Null: as its configuration says.</param>
public sealed record ImagePublish(
    string Instance, string Snapshot, IReadOnlyDictionary<string, string> Properties, bool IsPublic, string? Compression);

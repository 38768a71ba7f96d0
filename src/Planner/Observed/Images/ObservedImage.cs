using System.Collections.Immutable;

namespace Brine.Planner.Observed.Images;

/// <summary>An image as a project's list shows it.</summary>
public sealed record ObservedImage(
    string Fingerprint, bool IsPublic, ImmutableSortedDictionary<string, string> Properties, ImmutableArray<string> Aliases);

/// <summary>The images that a project sees.</summary>
/// <param name="Unknown">Why they could not be read; null: they were.</param>
public sealed record ImageListing(ImmutableArray<ObservedImage> Images, string? Unknown)
{
    public static ImageListing NotRead { get; } = new([], "they were not looked at");

    public ObservedImage? At(string alias) => Images.FirstOrDefault(i => i.Aliases.Contains(alias));

    /// <summary>The alias points at that image, which is new or one of these.</summary>
    public ImageListing Pointing(string alias, ObservedImage image) => this with
    {
        Images =
        [
            .. Images.Where(i => i.Fingerprint != image.Fingerprint).Select(i => i with { Aliases = i.Aliases.Remove(alias) }),
            image with { Aliases = image.Aliases.Contains(alias) ? image.Aliases : image.Aliases.Add(alias) },
        ],
    };
}

using System.Collections.Immutable;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Images;

namespace Brine.Converge.Observe;

/// <summary>Lists the images of projects in which something is published.</summary>
internal static class ImageReading
{
    public static async Task<ImmutableDictionary<ProjectAddress, ImageListing>> ReadAsync(
        IncusClient client, ImmutableArray<ProjectAddress> projects, CancellationToken token)
    {
        var listings = ImmutableDictionary.CreateBuilder<ProjectAddress, ImageListing>();
        foreach (var project in projects)
        {
            try
            {
                var images = await client.Images.ListAsync(project.Project, token);
                listings[project] = new ImageListing([.. images.Select(i => new ObservedImage(
                    i.Fingerprint, i.IsPublic, i.Properties.ToImmutableSortedDictionary(StringComparer.Ordinal), i.Aliases))], null);
            }
            catch (IncusException e) when (!Observer.CannotBeAsked(e.Kind))
            {
                listings[project] = new ImageListing([], e.Message);
            }
        }

        return listings.ToImmutable();
    }
}

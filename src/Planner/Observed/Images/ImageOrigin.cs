using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Schedule;

namespace Brine.Planner.Observed.Images;

/// <summary>
/// The properties of a published image that say of which very snapshot it was made; an image keeps them wherever it
/// goes, and what they name may be gone since.
/// </summary>
public static class ImageOrigin
{
    /// <summary>Properties that begin so are Brine's.</summary>
    public const string Prefix = "brine.";

    public static ImmutableSortedDictionary<string, string> Properties(InstanceAddress instance, string snapshot, DateTimeOffset createdAt) =>
        Maps.Text.Add("brine.project", instance.Project).Add("brine.instance", instance.Name).Add("brine.snapshot", snapshot)
            .Add("brine.created_at", Instants.Format(createdAt));

    public static bool Is(ObservedImage image, InstanceAddress instance, ObservedSnapshot snapshot) =>
        Properties(instance, snapshot.Name, snapshot.CreatedAt).All(p => image.Properties.GetValueOrDefault(p.Key) == p.Value);

    /// <summary>A fingerprint as people say it.</summary>
    public static string Short(string fingerprint) => fingerprint.Length > 12 ? fingerprint[..12] : fingerprint;
}

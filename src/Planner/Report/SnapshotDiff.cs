using System.Collections.Immutable;
using Brine.Planner.Observed;

namespace Brine.Planner.Report;

/// <summary>What of an instance's settings differs between two points in time.</summary>
/// <param name="What"><c>config limits.cpu</c>, <c>device eth0</c>, <c>profiles</c>, <c>description</c>.</param>
/// <param name="From">Null: not there.</param>
/// <param name="To">Null: not there any more.</param>
public sealed record SnapshotDifference(string What, string? From, string? To);

/// <summary>Two sets of settings → their differences, in a fixed order.</summary>
public static class SnapshotDiff
{
    /// <param name="verbose">Also <see cref="MachineKeys"/>.</param>
    public static ImmutableArray<SnapshotDifference> Between(Settings from, Settings to, bool verbose)
    {
        var found = ImmutableArray.CreateBuilder<SnapshotDifference>();
        void Compare(string what, string? before, string? after)
        {
            if (before != after)
                found.Add(new SnapshotDifference(what, before, after));
        }

        foreach (var key in from.Config.Keys.Union(to.Config.Keys).Order(StringComparer.Ordinal))
            if (verbose || !MachineKeys.Is(key))
                Compare("config " + key, from.Config.GetValueOrDefault(key), to.Config.GetValueOrDefault(key));
        foreach (var name in from.Devices.Keys.Union(to.Devices.Keys).Order(StringComparer.Ordinal))
            Compare("device " + name, Maps.Line(from.Devices.GetValueOrDefault(name)),
                Maps.Line(to.Devices.GetValueOrDefault(name)));
        Compare("profiles", string.Join(", ", from.Profiles), string.Join(", ", to.Profiles));
        Compare("description", from.Description, to.Description);
        return found.ToImmutable();
    }

    public static StyledText Text(ImmutableArray<SnapshotDifference> differences, string from, string to)
    {
        var text = new StyledWriter();
        if (differences.IsEmpty)
            return text.Line(0, $"{from} and {to} agree in config, devices, profiles and description.").ToText();
        text.Line(0, ($"{from} -> {to}", Style.Heading));
        foreach (var found in differences)
            text.Hanging(2, 6, found switch
            {
                { From: null or "" } => [("+ ", Style.Create), $"{found.What}: ", (Shown(found.To), Style.Create)],
                { To: null or "" } => [("- ", Style.Delete), $"{found.What}: ", (Shown(found.From), Style.Delete)],
                _ => [("~ ", Style.Change), $"{found.What}: ", (Shown(found.From), Style.Delete), " -> ",
                    (Shown(found.To), Style.Create)],
            });
        return text.ToText();
    }

    private static string Shown(string? value) => string.IsNullOrEmpty(value) ? "\"\""
        : value.ReplaceLineEndings(" / ");
}

/// <summary>What a snapshot captures beside the disk, and what an instance has now.</summary>
public sealed record Settings(
    ImmutableSortedDictionary<string, string> Config,
    ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> Devices,
    ImmutableArray<string> Profiles, string Description)
{
    public static Settings Of(ObservedSnapshot snapshot) =>
        new(snapshot.Config, snapshot.Devices, snapshot.Profiles, SnapshotNote.Parse(snapshot.Description).Text);

    /// <summary>
    /// As it is now. An instance has no snapshot description, so that <paramref name="description"/> stands in.
    /// </summary>
    public static Settings Of(ObservedInstance instance, string description) =>
        new(instance.Config, instance.Devices, instance.Profiles, description);
}

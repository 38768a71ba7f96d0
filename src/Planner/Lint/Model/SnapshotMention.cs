using Brine.Planner.Names;
using Brine.Planner.Schedule;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Model;

/// <summary>A declaration about one snapshot as written; nothing in it has been checked.</summary>
/// <param name="Ensure"><c>present</c>, <c>absent</c> or <c>restored</c>.</param>
/// <param name="Name">A late-bound one with the date of this look.</param>
internal sealed record SnapshotMention(StateDeclaration Declaration, string Ensure, InstanceAddress Instance,
    bool InPillar, string Name)
{
    private const string Prefix = "incus.instance_snapshot_";

    public string Id => Declaration.Id;

    public SourceSpan NameSpan => Declaration.NameSpan ?? Declaration.Span;

    public bool IsPresent => Ensure == "present";

    /// <summary>As people write it.</summary>
    public string Label => $"{Instance}/{Name}";

    public static SnapshotMention? Of(StateDeclaration declaration, bool inPillar, DateTimeOffset now) =>
        declaration.Function.StartsWith(Prefix, StringComparison.Ordinal)
        && declaration.Function[Prefix.Length..] is "present" or "absent" or "restored"
            && declaration.Argument("instance") is YamlScalar instance
            ? new SnapshotMention(declaration, declaration.Function[Prefix.Length..],
                InstanceMention.Address(declaration, instance.Text), inPillar,
                DatedName.Expand(declaration.Name, now, Zone(declaration), out _))
            : null;

    private static TimeZoneInfo Zone(StateDeclaration declaration) =>
        (declaration.Argument("timezone") is YamlScalar zone ? Zones.Find(zone.Text) : null) ?? TimeZoneInfo.Utc;
}

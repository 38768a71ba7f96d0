using System.Collections.Immutable;

namespace Brine.Planner.Names;

/// <summary>How members of one set are called: by their names alone, unless they are of several servers or projects.</summary>
public sealed class MemberWords
{
    private readonly bool _isOnePlace;

    private MemberWords(bool isOnePlace) => _isOnePlace = isOnePlace;

    public static MemberWords Of(IEnumerable<InstanceAddress> members) =>
        new(!members.Select(m => (m.Remote, m.Project)).Distinct().Skip(1).Any());

    public string this[InstanceAddress member] => _isOnePlace ? member.Name : member.ToString();

    /// <summary><c>pool/volume</c>.</summary>
    public string this[VolumeAddress volume] => _isOnePlace ? $"{volume.Pool}/{volume.Name}" : volume.ToString();

    /// <summary><c>pool/volume/snapshot</c>.</summary>
    public string Snapshot(VolumeAddress volume, string name) => _isOnePlace ? $"{volume.Pool}/{volume.Name}/{name}"
        : (volume with { Name = $"{volume.Name}/{name}" }).ToString();

    public string List(IEnumerable<InstanceAddress> members) => string.Join(", ", members.Select(m => this[m]));

    public ImmutableArray<string> Snapshots(IEnumerable<InstanceAddress> members, string name) => [.. members.Select(m => $"{this[m]}/{name}")];
}

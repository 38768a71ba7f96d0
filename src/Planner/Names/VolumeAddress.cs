namespace Brine.Planner.Names;

/// <summary>Where a custom storage volume lives.</summary>
public readonly record struct VolumeAddress(string Remote, string Project, string Pool, string Name) : IComparable<VolumeAddress>
{
    public Lane Lane => new(Remote, Project, "volume of " + Pool, Name);

    /// <summary>An instance's address of the same server, project and name: what the mark of a set on a volume is relative to.</summary>
    public InstanceAddress Namesake => new(Remote, Project, Name);

    /// <summary>Names that are sent as one segment of a path; what else a name may be is the server's to say.</summary>
    public static bool IsName(string text) => text is not ("" or "." or "..") && !text.Any(c => c is '/' or ':' || char.IsControl(c) || char.IsWhiteSpace(c));

    public int CompareTo(VolumeAddress other) =>
        string.CompareOrdinal($"{Remote}\n{Project}\n{Pool}\n{Name}", $"{other.Remote}\n{other.Project}\n{other.Pool}\n{other.Name}");

    /// <summary>As people write it: <c>pool/volume</c>, with remote and project only where they differ from the usual.</summary>
    public override string ToString() =>
        (Remote is "" or "local" ? "" : Remote + ":") + $"{Pool}/{Name}" + (Project == "default" ? "" : $" (project {Project})");
}

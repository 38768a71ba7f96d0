namespace Brine.Planner.Names;

/// <summary>Where an instance lives: server, project, name. Two declarations with equal addresses speak of one instance.</summary>
public readonly record struct InstanceAddress(string Remote, string Project, string Name) : IComparable<InstanceAddress>
{
    public int CompareTo(InstanceAddress other)
    {
        var byRemote = string.CompareOrdinal(Remote, other.Remote);
        if (byRemote != 0)
            return byRemote;
        var byProject = string.CompareOrdinal(Project, other.Project);
        return byProject != 0 ? byProject : string.CompareOrdinal(Name, other.Name);
    }

    /// <summary>As people write it: <c>name</c>, with <c>remote:</c> and <c> (project P)</c> only where they differ from the usual.</summary>
    public override string ToString() => OnServer + (Project == "default" ? "" : $" (project {Project})");

    /// <summary>Without the project, where that is told beside it.</summary>
    public string OnServer => Remote is "" or "local" ? Name : $"{Remote}:{Name}";
}

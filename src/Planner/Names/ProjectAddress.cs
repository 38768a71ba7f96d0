namespace Brine.Planner.Names;

/// <summary>A project of a server.</summary>
public readonly record struct ProjectAddress(string Remote, string Project)
{
    public static ProjectAddress Of(InstanceAddress instance) => new(instance.Remote, instance.Project);
}

namespace Brine.Planner.Names;

/// <summary>A thing on a server that is worked on by one declaration at a time, in the order of the declarations.</summary>
/// <param name="Kind">What sort of thing the name is one of.</param>
public readonly record struct Lane(string Remote, string Project, string Kind, string Name)
{
    public static Lane Of(InstanceAddress instance) => new(instance.Remote, instance.Project, "instance", instance.Name);
}

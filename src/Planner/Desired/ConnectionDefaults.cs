using System.Collections.Immutable;

namespace Brine.Planner.Desired;

/// <summary>Where declarations that name neither remote nor project go.</summary>
public sealed record ConnectionDefaults(string Remote, string Project)
{
    public static ConnectionDefaults Local { get; } = new("local", "default");

    /// <summary>The servers that a glob for remotes chooses from, in the order in which they are told.</summary>
    public ImmutableArray<KnownRemote> Remotes { get; init; } = [];

    /// <summary>The same for a run whose server was named: a glob for remotes means that one, too.</summary>
    public ConnectionDefaults WithOwn() => Remotes.Any(r => r.Name == Remote) ? this
        : this with { Remotes = Remotes.Insert(0, new KnownRemote(Remote, Project)) };

    /// <summary>The project meant on a server where none is named.</summary>
    public string ProjectOn(string remote) => remote == Remote ? Project
        : Remotes.FirstOrDefault(r => r.Name == remote)?.Project ?? Project;

    /// <summary>The same for a declaration that names a remote or a project of its own. Null: it names none.</summary>
    public ConnectionDefaults For(string? remote, string? project)
    {
        var there = remote is null ? this : this with { Remote = remote, Project = ProjectOn(remote) };
        return project is null ? there
            : there with { Project = project, Remotes = [.. Remotes.Select(r => r with { Project = project })] };
    }
}

/// <param name="Project">The one meant there where none is named.</param>
public sealed record KnownRemote(string Name, string Project);

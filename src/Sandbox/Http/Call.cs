using Brine.Sandbox.State;

namespace Brine.Sandbox.Http;

/// <summary>A request, taken apart.</summary>
internal sealed record Call
{
    public required World World { get; init; }

    public required string Method { get; init; }

    /// <summary>Path segments after /1.0, unescaped.</summary>
    public required IReadOnlyList<string> Segments { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    public required string Body { get; init; }

    /// <summary>Without quotes; null for none.</summary>
    public string? IfMatch { get; init; }

    public string Project => Query.TryGetValue("project", out var name) && name.Length > 0
        ? name : State.Project.Default;

    public int Recursion => Query.TryGetValue("recursion", out var text) && int.TryParse(text, out var depth)
        ? depth : 0;

    public bool AllProjects => Query.TryGetValue("all-projects", out var text) && text is "true" or "1";

    /// <summary>The project to list, or null for all.</summary>
    public string? ListedProject
    {
        get
        {
            if (AllProjects && Query.ContainsKey("project"))
                throw new IncusError(400, "Cannot specify a project when requesting all projects");
            return AllProjects ? null : Project;
        }
    }

    public void CheckMatch(string etag)
    {
        if (IfMatch is { Length: > 0 } wanted && wanted != etag)
            throw new IncusError(412, $"ETag doesn't match: {etag} vs {wanted}");
    }

    public Fields Fields(string goType) => Http.Fields.Parse(Body, goType, World.Is702);
}

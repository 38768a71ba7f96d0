using Brine.Salt.Source;

namespace Brine.Planner.Desired;

/// <summary>Where a declaration was written, and the names Salt's return dictionary gives it.</summary>
public sealed record Origin
{
    /// <summary>The state's ID, or the pillar entry's key.</summary>
    public required string Id { get; init; }

    /// <summary>SLS name of the file; the file's path when it was named on the command line; empty for one-off commands.</summary>
    public string Sls { get; init; } = "";

    /// <summary><c>incus.instance_snapshot_present</c> and so on.</summary>
    public required string Function { get; init; }

    /// <summary><c>name</c> in the return dictionary: <c>{instance}/{snapshot}</c>, or the instance.</summary>
    public required string ReturnName { get; init; }

    /// <summary>The state's own <c>name</c>, for the key <c>module_|-ID_|-name_|-function</c>.</summary>
    public required string StateName { get; init; }

    /// <summary>Null for one-off commands.</summary>
    public SourceSpan? Span { get; init; }
}

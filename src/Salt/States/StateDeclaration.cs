using System.Collections.Immutable;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.States;

/// <summary>One state as written: what is to hold, where it was said, and what must hold first.</summary>
public sealed record StateDeclaration
{
    /// <summary>The ID under which it was declared.</summary>
    public required string Id { get; init; }

    /// <summary>The SLS name of its file, such as <c>web.tier</c>.</summary>
    public required string Sls { get; init; }

    /// <summary>The environment of its file.</summary>
    public string Env { get; init; } = SourceRoots.Base;

    /// <summary>Module and function, such as <c>incus.instance_snapshot_present</c>.</summary>
    public required string Function { get; init; }

    /// <summary>The <c>name</c> argument, or the ID when none is given.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The arguments in written order, without <c>name</c>, requisites and the words that steer the run.
    /// </summary>
    public ImmutableArray<StateArgument> Arguments { get; init; } = [];

    /// <summary>
    /// The words that steer how it is run, such as <c>onlyif</c> and <c>retry</c>, as written.
    /// </summary>
    public ImmutableArray<StateArgument> Steering { get; init; } = [];

    /// <summary>Where <c>name</c> is written; null when the ID stands for it.</summary>
    public SourceSpan? NameSpan { get; init; }

    /// <summary>What it waits for, including what other states' <c>_in</c> forms ask of it.</summary>
    public ImmutableArray<Requisite> Requisites { get; init; } = [];

    /// <summary>
    /// Its rank as Salt counts it; states come sorted by it. The <c>names</c> of one ID differ behind the point.
    /// </summary>
    public required double Order { get; init; }

    /// <summary>When true, a failure of this state ends the run.</summary>
    public bool FailHard { get; init; }

    /// <summary>Where its function is named in the file.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>The part of <see cref="Function"/> before the first dot.</summary>
    public string Module => Function[..Function.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>
    /// Salt's own key of a state in a run: <c>module_|-ID_|-name_|-function</c>. Unique in a compile result.
    /// </summary>
    public string Key => $"{Module}_|-{Id}_|-{Name}_|-{Function[(Module.Length + 1)..]}";

    /// <summary>The value of an argument; null when it is not given.</summary>
    public YamlNode? Argument(string key)
    {
        foreach (var argument in Arguments)
            if (argument.Key == key)
                return argument.Value;
        return null;
    }
}

using System.Collections.Immutable;

namespace Brine.Salt.Source;

/// <summary>Salt's <c>file_roots</c> or <c>pillar_roots</c>: a tree for each environment, <c>base</c> first.</summary>
public sealed class SourceRoots
{
    /// <summary>The environment that is meant when none is named.</summary>
    public const string Base = "base";

    private readonly ImmutableArray<(string Name, SourceTree Tree)> _trees;

    /// <param name="trees">Trees by environment, in the order of the configuration.</param>
    public SourceRoots(IEnumerable<(string Name, SourceTree Tree)> trees) =>
        _trees = [.. trees.OrderBy(pair => pair.Name == Base ? 0 : 1)];

    /// <summary>No environment.</summary>
    public static SourceRoots None { get; } = new([]);

    /// <summary>The environments' names; <c>base</c>, if it is there, is the first.</summary>
    public IEnumerable<string> Names => _trees.Select(pair => pair.Name);

    /// <summary>True when there is no environment.</summary>
    public bool IsEmpty => _trees.IsEmpty;

    /// <summary>The files of an environment; an empty tree when there is no such environment.</summary>
    public SourceTree this[string name] => Find(name) ?? SourceTree.Empty;

    /// <summary>One environment named <c>base</c>.</summary>
    public static SourceRoots Of(SourceTree tree) => new([(Base, tree)]);

    /// <summary>The files of an environment; null when there is no such environment.</summary>
    public SourceTree? Find(string name)
    {
        foreach (var (known, tree) in _trees)
            if (known == name)
                return tree;
        return null;
    }
}

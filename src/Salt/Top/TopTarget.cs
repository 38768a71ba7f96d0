using System.Collections.Immutable;
using Brine.Salt.Yaml;

namespace Brine.Salt.Top;

/// <summary>One target of a top file with what it gets.</summary>
/// <param name="Env">The environment whose section it stands in.</param>
/// <param name="Expression">The target as written.</param>
/// <param name="Items">SLS names, and mappings such as <c>match: grain</c>.</param>
internal sealed record TopTarget(string Env, YamlScalar Expression, ImmutableArray<YamlNode> Items)
{
    /// <summary>How the target is read; <c>compound</c>, where a plain word is a glob, when nothing is said.</summary>
    public string Matcher => Option("match") is YamlScalar match ? match.Text : "compound";

    /// <summary>The last value of an option such as <c>match</c>; null when it is not given.</summary>
    public YamlNode? Option(string key) =>
        Items.OfType<YamlMap>().Select(map => map.Find(key)).LastOrDefault(value => value is not null);
}

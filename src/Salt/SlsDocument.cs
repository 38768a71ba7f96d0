using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>A file rendered and read.</summary>
/// <param name="Sls">Its SLS name.</param>
/// <param name="Path">The path as people see it.</param>
/// <param name="Root">Its tree; null when it is empty or could not be read.</param>
/// <param name="IsBroken">True when an error kept it from being read.</param>
internal sealed record SlsDocument(string Sls, string Path, YamlNode? Root, bool IsBroken)
{
    /// <summary>True for a file without a word of YAML in it.</summary>
    public bool IsEmpty => !IsBroken && Root is null or YamlScalar { Kind: ScalarKind.Null };

    /// <summary>True when the file stands for its folder.</summary>
    public bool IsInit => Path.EndsWith("/init.sls", StringComparison.Ordinal) || Path == "init.sls";

    public SourceSpan Start => new(Path, 1, 1);
}

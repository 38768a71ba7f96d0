using System.Collections.Frozen;
using Brine.Jinja;

namespace Brine.Salt.Templates;

/// <summary>The tags that Salt adds to Jinja's own.</summary>
internal static class SaltTags
{
    public static FrozenDictionary<string, JinjaTag> All { get; } = new Dictionary<string, JinjaTag>
    {
        ["import_yaml"] = new JinjaTag.Import("load_yaml"),
        ["import_json"] = new JinjaTag.Import("load_json"),
        ["import_text"] = new JinjaTag.Import("load_text"),
        ["load_yaml"] = new JinjaTag.Load("load_yaml", "endload"),
        ["load_json"] = new JinjaTag.Load("load_json", "endload"),
        ["load_text"] = new JinjaTag.Load("load_text", "endload"),
        ["profile"] = new JinjaTag.Plain("endprofile"),
    }.ToFrozenDictionary(StringComparer.Ordinal);
}

using Brine.Jinja;

namespace Brine.Salt.Templates;

/// <summary>The names that every template of Salt sees.</summary>
internal static class TemplateContext
{
    public static IReadOnlyDictionary<string, JinjaValue> Variables(
        TemplatePath path, RenderContext context, ISaltHost host)
    {
        var pillar = context.Pillar is null ? NodeValue.Dict([]) : NodeValue.Of(context.Pillar);
        var grains = Grains(context, host);
        var opts = NodeValue.Dict(
        [
            ("id", JinjaValue.Of(context.MinionId)),
            ("test", JinjaValue.Of(context.IsTest)),
            ("saltenv", JinjaValue.Of(context.Saltenv)),
        ]);
        var variables = new Dictionary<string, JinjaValue>(StringComparer.Ordinal)
        {
            ["salt"] = new SaltFunctions(host, pillar, grains, opts),
            ["pillar"] = pillar,
            ["grains"] = grains,
            ["opts"] = opts,
            ["saltenv"] = JinjaValue.Of(context.Saltenv),
            ["env"] = JinjaValue.Of(context.Saltenv),
            ["sls"] = JinjaValue.Of(path.Sls),
            ["slspath"] = JinjaValue.Of(path.Folder),
            ["sls_path"] = JinjaValue.Of(path.Folder.Replace('/', '_')),
            ["slsdotpath"] = JinjaValue.Of(path.Folder.Replace('/', '.')),
            ["slscolonpath"] = JinjaValue.Of(path.Folder.Replace('/', ':')),
            ["tplfile"] = JinjaValue.Of(path.File),
            ["tplpath"] = JinjaValue.Of(context.StateRoot.Shown(path.File)),
            ["tpldir"] = JinjaValue.Of(path.Folder.Length == 0 ? "." : path.Folder),
            ["tpldot"] = JinjaValue.Of(path.Folder.Replace('/', '.')),
        };
        foreach (var (key, value) in context.Defaults)
            variables[key.Text] = NodeValue.Of(value);
        return variables;
    }

    private static JinjaValue Grains(RenderContext context, ISaltHost host)
    {
        var grains = host.Grains.OrderBy(grain => grain.Key, StringComparer.Ordinal)
            .Select(grain => (grain.Key, NodeValue.Of(grain.Value)));
        return NodeValue.Dict(host.Grains.ContainsKey("id")
            ? grains
            : grains.Prepend(("id", JinjaValue.Of(context.MinionId))));
    }
}

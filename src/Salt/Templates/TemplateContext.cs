using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Functions;

namespace Brine.Salt.Templates;

/// <summary>The names that every template of Salt sees.</summary>
internal static class TemplateContext
{
    private static readonly Signature IfElse = new("ifelse", "* tgt_type? minion_id? merge? merge_lists?");

    public static TemplateNames Variables(World world)
    {
        var (context, path) = (world.Context, world.Path);
        var saltenv = JinjaValue.Of(context.Saltenv);
        var variables = new TemplateNames
        {
            { "odict", JinjaValue.Function("odict", call =>
                PythonOperations.OrderedDict(PythonOperations.Dict(call).Entries)) },
            { "raise", JinjaValue.Function("raise", call =>
                throw new JinjaException((call.Argument(0, "msg") ?? JinjaValue.Of("")).ToText())) },
            { "ifelse", JinjaValue.Function("ifelse", call => MatchFunctions.IfElse(IfElse.Bind(call), world)) },
            { "salt", new SaltFunctions(world) },
            { "pillar", () => world.Pillar },
            { "grains", () => world.Grains },
            { "opts", () => world.Opts },
            { "saltenv", saltenv },
            { "sls", JinjaValue.Of(path.Sls) },
            { "slspath", JinjaValue.Of(path.Folder) },
            { "sls_path", JinjaValue.Of(path.Folder.Replace('/', '_')) },
            { "slsdotpath", JinjaValue.Of(path.Folder.Replace('/', '.')) },
            { "slscolonpath", JinjaValue.Of(path.Folder.Replace('/', ':')) },
            { "tplfile", JinjaValue.Of(path.File) },
            { "tplpath", JinjaValue.Of(context.StateRoot.Shown(path.File)) },
            { "tpldir", JinjaValue.Of(path.Folder.Length == 0 ? "." : path.Folder) },
            { "tpldot", JinjaValue.Of(path.Folder.Replace('/', '.')) },
        };
        foreach (var entry in context.Defaults)
            variables[entry.Key.Text] = NodeValue.Ordered(entry.Value);
        variables["show_full_context"] = JinjaValue.Function("show_full_context", _ => Simple(variables));
        return variables;
    }

    /// <summary>What can be printed of the names that a template sees; those that it sets itself are not in it.</summary>
    private static JinjaValue Simple(TemplateNames variables) => NodeValue.Dict(variables
        .Where(variable => variable.Value.Kind is not (JinjaKind.Function or JinjaKind.Object))
        .Select(variable => (variable.Key, variable.Value)));
}

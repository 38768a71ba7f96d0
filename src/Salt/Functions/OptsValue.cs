using Brine.Jinja;
using Brine.Salt.Source;
using Brine.Salt.Templates;

namespace Brine.Salt.Functions;

/// <summary>
/// What templates see as <c>opts</c>: the minion's configuration, and of Salt's own defaults those that templates ask
/// for.
/// </summary>
internal static class OptsValue
{
    public static JinjaValue Of(RenderContext context)
    {
        var opts = NodeValue.Dict(
        [
            ("file_client", JinjaValue.Of("local")),
            ("master", JinjaValue.Of("salt")),
            ("user", JinjaValue.Of("root")),
            ("renderer", JinjaValue.Of("jinja|yaml")),
            ("state_top", JinjaValue.Of("top.sls")),
            ("pillar_merge_lists", JinjaValue.False),
            ("pillar_source_merging_strategy", JinjaValue.Of("smart")),
            ("failhard", JinjaValue.False),
            ("file_roots", Roots(context)),
        ]);
        if (context.Options is { } configured)
            foreach (var entry in configured.Entries)
                PythonOperations.Put(opts, NodeValue.Of(entry.Key), NodeValue.Of(entry.Value));
        // What the run itself says goes over what a file says.
        foreach (var (key, value) in new (string, JinjaValue)[]
        {
            ("id", JinjaValue.Of(context.MinionId)),
            ("test", JinjaValue.Of(context.IsTest)),
            ("saltenv", JinjaValue.Of(context.Saltenv)),
            ("pillarenv", context.PillarEnv is { } env ? JinjaValue.Of(env) : JinjaValue.None),
        })
            PythonOperations.Put(opts, JinjaValue.Of(key), value);
        return opts;
    }

    private static JinjaValue Roots(RenderContext context)
    {
        var trees = context.Roots.IsEmpty
            ? [(context.Saltenv, context.StateRoot)]
            : context.Roots.Names.Select(name => (name, context.Roots[name]));
        return NodeValue.Dict(trees.Select(tree =>
            (tree.Item1, JinjaValue.List(tree.Item2.Roots.Select(JinjaValue.Of)))));
    }
}

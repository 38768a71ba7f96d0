using System.Collections.Immutable;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Salt.Top;

/// <summary>Reads the top files of an environment: the one at its root, and those that it includes.</summary>
internal sealed class TopReader(
    CompileRequest request, DocumentLoader loader, SourceRoots roots, DiagnosticBag diagnostics)
{
    private const string Shape = "salt.top";

    /// <summary>The targets of an environment's top files in written order; null when it has none.</summary>
    public List<List<TopTarget>>? Read(string env, YamlMap? pillar)
    {
        if (loader.LoadAt(request.Minion.Top, env, pillar, diagnostics) is not { } document)
            return null;
        var tops = new List<List<TopTarget>> { Targets(document) };
        if (document.Root is not YamlMap root || root.Find("include") is not { } include)
            return tops;
        if (include is not YamlList list)
        {
            diagnostics.Error(Shape, "'include' in a top file is not formed as a list", include.Span, "write one '- name' a line");
            return tops;
        }
        foreach (var name in list.Items.OfType<YamlScalar>())
        {
            var found = roots[env].Names.Where(sls => Glob.Matches(name.Text, sls)).ToList();
            if (found.Count == 0)
                diagnostics.Error(Shape, $"no SLS '{name.Text}' for this top file to include", name.Span, "check the name");
            foreach (var sls in found)
                if (loader.Load(sls, env, pillar, [], diagnostics) is { } more)
                    tops.Add(Targets(more));
        }
        return tops;
    }

    private List<TopTarget> Targets(SlsDocument document)
    {
        var targets = new List<TopTarget>();
        if (document.Root is not YamlMap root)
        {
            if (!document.IsBroken && !document.IsEmpty)
                diagnostics.Error(Shape, $"top file '{document.Path}' is not formed as a mapping", document.Start,
                    "write 'base:', below it targets, and below these '- name' lines");
            return targets;
        }
        foreach (var (env, body) in root.Entries.Where(entry => entry.Key.Text != "include"))
        {
            if (body is not YamlMap section)
                diagnostics.Error(Shape, $"environment '{env.Text}' in the top file is not formed as a mapping", env.Span,
                    "write targets below it, such as '*':");
            else
                targets.AddRange(section.Entries.Select(entry => Target(env.Text, entry)).OfType<TopTarget>());
        }
        return targets;
    }

    private TopTarget? Target(string env, YamlEntry entry)
    {
        if (entry.Value is YamlList list)
            return new TopTarget(env, entry.Key, list.Items);
        diagnostics.Error(Shape, $"what target '{entry.Key.Text}' gets is not formed as a list", entry.Key.Span,
            "write one '- name' a line");
        return null;
    }
}

using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Top;
using Brine.Salt.Yaml;

namespace Brine.Salt.Pillar;

/// <summary>Compiles pillar roots to data: their top files say which pillar SLS this minion gets.</summary>
/// <remarks>As with Salt, the template of a pillar sees an empty pillar.</remarks>
internal sealed class PillarTree(
    CompileRequest request, DocumentLoader loader, TargetMatcher matcher, DiagnosticBag diagnostics)
{
    private readonly HashSet<(string Env, string Sls)> _mayBeMissing = [];

    /// <summary>The data; null when there are no pillar roots.</summary>
    public YamlMap? Compile()
    {
        if (request.PillarRoots.IsEmpty)
            return null;
        var reader = new TopReader(request, loader, request.PillarRoots, diagnostics);
        var tops = Envs().Select(env => reader.Read(env, null)).OfType<List<List<TopTarget>>>().ToList();
        if (tops.Count == 0)
            diagnostics.Warn("salt.top", $"the pillar roots have no {request.Minion.Top}, so that none of their files is read",
                null, $"write {request.Minion.Top}, or name a pillar file with --pillar");
        YamlMap? pillar = null;
        foreach (var env in Matches(tops).GroupBy(match => match.Env, match => match.Sls))
        {
            var files = new PillarFiles(request, loader, env.Key, _mayBeMissing, diagnostics);
            foreach (var sls in env.SelectMany(name => files.Named(name)))
                if (files.Render(sls) is { } data)
                    pillar = pillar is null ? data : PillarMerge.Merge(pillar, data, request.Minion);
        }
        return pillar;
    }

    private IEnumerable<string> Envs() => request.PillarEnv is { } one ? [one]
        : request.Minion.PillarStrategy == PillarStrategy.None ? [request.Saltenv ?? SourceRoots.Base]
        : request.PillarRoots.Names;

    private List<(string Env, YamlScalar Sls)> Matches(List<List<List<TopTarget>>> tops)
    {
        var targets = new List<TopTarget>();
        foreach (var target in tops.SelectMany(files => files).SelectMany(file => file))
        {
            var same = targets.FindIndex(other => other.Env == target.Env && other.Expression.Text == target.Expression.Text);
            if (same < 0)
                targets.Add(target);
            else
                targets[same] = target;
        }
        var found = new List<(string Env, YamlScalar Sls)>();
        var envs = targets.Select(target => target.Env).Distinct().ToList();
        foreach (var target in targets.OrderBy(target => envs.IndexOf(target.Env)).ThenBy(Order))
        {
            if ((request.PillarEnv is { } only && only != target.Env) || !matcher.Matches(target))
                continue;
            foreach (var sls in target.Items.OfType<YamlScalar>())
            {
                if (target.Option("ignore_missing") is YamlScalar { Value: true })
                    _mayBeMissing.Add((target.Env, sls.Text));
                if (!found.Exists(other => other.Env == target.Env && other.Sls.Text == sls.Text))
                    found.Add((target.Env, sls));
            }
        }
        return found;
    }

    private static long Order(TopTarget target) => target.Option("order") is YamlScalar { Value: long order } ? order : 0;
}

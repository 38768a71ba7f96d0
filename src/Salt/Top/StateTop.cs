using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.Top;

/// <summary>
/// What the state roots' top files name for this minion. The top file of <c>base</c> has the say; that of another
/// environment counts for its own section, and only where <c>base</c> says nothing of that environment.
/// </summary>
internal sealed class StateTop(
    CompileRequest request, TopReader reader, TargetMatcher matcher, DiagnosticBag diagnostics)
{
    /// <summary>SLS names by environment, in order; null when there is no top file at all.</summary>
    public List<(string Env, YamlScalar Sls)>? Matches(YamlMap? pillar)
    {
        var envs = request.Saltenv is { } one ? [one] : request.StateRoots.Names.ToList();
        var tops = envs.Select(env => (Env: env, Tops: reader.Read(env, pillar))).ToList();
        if (tops.TrueForAll(top => top.Tops is null))
            return null;
        var merged = new List<TopTarget>();
        foreach (var (env, files) in tops.OrderBy(top => top.Env == SourceRoots.Base ? 0 : 1))
        {
            var said = merged.Select(target => target.Env).ToHashSet(StringComparer.Ordinal);
            foreach (var target in (files ?? []).SelectMany(file => file))
                if (env == SourceRoots.Base || (target.Env == env && !said.Contains(env)))
                    Put(merged, target);
        }
        var found = new List<(string Env, YamlScalar Sls)>();
        foreach (var target in merged.Where(target => request.Saltenv is null || target.Env == request.Saltenv))
            Take(target, found);
        // Salt goes environment by environment, in the order in which they first have something.
        var order = found.Select(pair => pair.Env).Distinct().ToList();
        return [.. found.OrderBy(pair => order.IndexOf(pair.Env))];
    }

    /// <summary>The same target twice: the later one counts, in the place of the first.</summary>
    private static void Put(List<TopTarget> merged, TopTarget target)
    {
        var same = merged.FindIndex(other => other.Env == target.Env && other.Expression.Text == target.Expression.Text);
        if (same < 0)
            merged.Add(target);
        else
            merged[same] = target;
    }

    private void Take(TopTarget target, List<(string Env, YamlScalar Sls)> found)
    {
        if (!matcher.Matches(target))
            return;
        foreach (var item in target.Items)
        {
            if (item is YamlScalar sls)
                found.Add((target.Env, sls));
            else if (item is not YamlMap { Entries: [var entry, ..] })
                continue;
            else if (entry.Key.Text == "subfilter")
                diagnostics.Error("salt.top", "'subfilter' in a top file is not supported; Salt 3006 fails at it too",
                    entry.Key.Span, "write a compound target");
            else if (request.StateRoots.Find(entry.Key.Text) is not null && entry.Value is YamlScalar elsewhere)
                found.Add((entry.Key.Text, elsewhere));
        }
    }
}

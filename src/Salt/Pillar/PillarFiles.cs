using System.Collections.Immutable;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Salt.Pillar;

/// <summary>The pillar SLS of one environment, with what they include.</summary>
internal sealed class PillarFiles(
    CompileRequest request, DocumentLoader loader, string env, IReadOnlySet<(string Env, string Sls)> mayBeMissing,
    DiagnosticBag diagnostics)
{
    private const int DeepestInclude = 100;

    private readonly Dictionary<string, YamlMap?> _rendered = new(StringComparer.Ordinal);
    private int _depth;

    /// <summary>The SLS that a line of the top file means: all that a glob fits, else the name itself.</summary>
    public IEnumerable<YamlScalar> Named(YamlScalar name)
    {
        var found = !Glob.IsGlob(name.Text) ? [] : Fitting(name.Text);
        return found.Count > 0 ? found.Select(sls => YamlScalar.Of(sls, name.Span)) : [name];
    }

    /// <summary>The data of an SLS; null when it has none, or an error is told.</summary>
    public YamlMap? Render(YamlScalar sls) => Render(sls.Text, sls.Span, []);

    private YamlMap? Render(string sls, SourceSpan span, ImmutableArray<YamlEntry> defaults)
    {
        if (loader.Load(sls, env, null, defaults, diagnostics) is not { } document)
        {
            if (!mayBeMissing.Contains((env, sls)) && request.PillarRoots.Find(env) is { } tree)
                diagnostics.Error("salt.pillar.missing", $"pillar SLS '{sls}' is not in the pillar roots of '{env}' " +
                    $"({string.Join(", ", tree.Roots)})", span, "check the name, or take it out");
            return null;
        }
        _rendered[sls] = null;
        if (document.Root is not YamlMap root)
        {
            if (!document.IsBroken && !document.IsEmpty)
                diagnostics.Error("salt.pillar.shape", $"pillar '{document.Path}' is not formed as a mapping", document.Start,
                    "write 'key: value' lines");
            return null;
        }
        var own = new YamlMap([.. root.Entries.Where(entry => entry.Key.Text != "include")], root.Span);
        _rendered[sls] = own;
        if (root.Find("include") is not { } include)
            return own;
        if (include is YamlList list)
            return WithIncluded(own, list, document, defaults);
        diagnostics.Error("salt.pillar.include", $"'include' in pillar '{document.Path}' is not formed as a list", include.Span,
            "write one '- name' a line");
        return own;
    }

    /// <summary>What a file says wins over what it includes, unless the configuration says otherwise.</summary>
    private YamlMap WithIncluded(YamlMap own, YamlList include, SlsDocument document, ImmutableArray<YamlEntry> defaults)
    {
        if (++_depth > DeepestInclude)
        {
            diagnostics.Error("salt.pillar.include", $"includes go deeper than {DeepestInclude} files", include.Span,
                "include from fewer levels");
            _depth--;
            return own;
        }
        var parts = new List<YamlMap>();
        foreach (var item in include.Items)
        {
            if (Line(item, ref defaults) is not var (name, key))
                continue;
            foreach (var sls in Included(name, document))
                if ((_rendered.TryGetValue(sls, out var known) ? known : Render(sls, item.Span, defaults)) is { } data)
                    parts.Add(Under(data, key));
        }
        _depth--;
        parts.Insert(request.Minion.IncludedPillarsWin ? 0 : parts.Count, own);
        return parts.Aggregate((under, over) => PillarMerge.Merge(under, over, request.Minion));
    }

    private (string Name, string? Key)? Line(YamlNode item, ref ImmutableArray<YamlEntry> defaults)
    {
        switch (item)
        {
            case YamlScalar { Kind: not ScalarKind.Null } name:
                return (name.Text, null);
            case YamlMap { Entries: [(var name, YamlMap options)] }:
                defaults = options.Find("defaults") is YamlMap given ? given.Entries : [];
                return (name.Text, (options.Find("key") as YamlScalar)?.Text);
            default:
                diagnostics.Error("salt.pillar.include", "an entry of 'include' is no name", item.Span,
                    "write '- name', or '- name: {key: a:b, defaults: {…}}'");
                return null;
        }
    }

    /// <summary>A leading dot means a neighbour; a file of that name at the root is taken too, as Salt does.</summary>
    private IEnumerable<string> Included(string name, SlsDocument document)
    {
        var found = Fitting(name.TrimStart('.').Replace('/', '.'));
        var full = name;
        if (name.StartsWith('.'))
        {
            var folders = document.Sls.Split('.').ToList();
            if (!document.IsInit)
                folders.RemoveAt(folders.Count - 1);
            full = string.Join('.', folders.Append(name[1..]));
        }
        found.AddRange(Fitting(full));
        return found.Count > 0 ? found.Distinct() : [full];
    }

    private List<string> Fitting(string pattern) => Glob.IsGlob(pattern)
        ? [.. request.PillarRoots[env].Names.Where(sls => Glob.Matches(pattern, sls))]
        : request.PillarRoots[env].Find(pattern) is not null ? [pattern] : [];

    private static YamlMap Under(YamlMap data, string? key) => key is null ? data
        : key.Split(':').Reverse().Aggregate(data, (inner, part) =>
            new YamlMap([new YamlEntry(YamlScalar.Of(part, data.Span), inner)], data.Span));
}

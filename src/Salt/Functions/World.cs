using System.Collections.Immutable;
using Brine.Jinja;
using Brine.Salt.Source;
using Brine.Salt.Templates;
using Brine.Salt.Top;
using Brine.Salt.Yaml;

namespace Brine.Salt.Functions;

/// <summary>What the functions of one rendering can reach.</summary>
internal sealed class World(RenderContext context, ISaltHost host, TemplatePath path)
{
    private JinjaValue? _pillar;
    private JinjaValue? _grains;
    private JinjaValue? _opts;

    public ISaltHost Host => host;

    public RenderContext Context => context;

    /// <summary>The template that is rendered.</summary>
    public TemplatePath Path => path;

    /// <summary>How many renderings this one stands in.</summary>
    public int Depth { get; init; }

    /// <summary>As in Salt, what stands in it keeps its order when it is written down, and it does not itself.</summary>
    public JinjaValue Pillar => _pillar ??= JinjaValue.Dict(context.Pillar is null ? [] : context.Pillar.Entries.Select(
        entry => KeyValuePair.Create(NodeValue.Of(entry.Key), NodeValue.Ordered(entry.Value))));

    public JinjaValue Grains => _grains ??= NodeValue.Dict(AllGrains().Select(g => (g.Key, NodeValue.Of(g.Value))));

    public JinjaValue Opts => _opts ??= OptsValue.Of(context);

    /// <summary>A flag of the minion's configuration.</summary>
    public bool Merges(string option) =>
        PythonOperations.Item(Opts, JinjaValue.Of(option)) is { IsTrue: true };

    /// <summary>Whether a target means this minion, or another one of which nothing but its id is known.</summary>
    public bool Matches(string kind, string target, string? minion, string delimiter = ":")
    {
        var trouble = new DiagnosticBag();
        var options = new MinionOptions
        {
            Nodegroups = (context.Options?.Find("nodegroups") as YamlMap)?.Entries
                .ToImmutableDictionary(e => e.Key.Text, e => e.Value) ?? ImmutableDictionary<string, YamlNode>.Empty,
        };
        var grains = new YamlMap([.. AllGrains().Select(g => new YamlEntry(YamlScalar.Of(g.Key), g.Value))], default);
        var matcher = new TargetMatcher(minion ?? context.MinionId, new Lazy<YamlMap>(() => grains), context.Pillar, options, trouble);
        var matches = kind is "compound" or "nodegroup"
            ? matcher.Matches(new TopTarget("", YamlScalar.Of(target), [KindOf(kind)]))
            : matcher.One(kind, target, default, delimiter) ?? throw new JinjaException($"'{kind}' is no kind of target");
        // As in Salt, a target that is none matches nothing.
        return matches && trouble.ToImmutable().IsEmpty;
    }

    /// <summary>A file of the state root by its <c>salt://</c> address or path; null when there is none.</summary>
    public SourceFile? File(string address, string? saltenv = null)
    {
        var plain = address.StartsWith("salt://", StringComparison.Ordinal) ? address["salt://".Length..] : address;
        var query = plain.IndexOf("?saltenv=", StringComparison.Ordinal);
        if (query >= 0)
            (plain, saltenv) = (plain[..query], plain[(query + "?saltenv=".Length)..]);
        return Tree(saltenv).At(plain.TrimStart('/'));
    }

    public SourceTree Tree(string? saltenv) =>
        saltenv is null || saltenv == context.Saltenv ? context.StateRoot : context.Roots[saltenv];

    private static YamlMap KindOf(string kind) => new([new YamlEntry(YamlScalar.Of("match"), YamlScalar.Of(kind))], default);

    private IEnumerable<KeyValuePair<string, YamlNode>> AllGrains() => host.Grains.ContainsKey("id")
        ? host.Grains.OrderBy(grain => grain.Key, StringComparer.Ordinal)
        : host.Grains.Append(KeyValuePair.Create("id", (YamlNode)YamlScalar.Of(context.MinionId)))
            .OrderBy(grain => grain.Key, StringComparer.Ordinal);
}

using System.Net;
using System.Text.RegularExpressions;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Salt.Top;

/// <summary>Whether a target means this minion.</summary>
/// <param name="minion">The minion's id.</param>
/// <param name="grains">Its grains, which take time to gather.</param>
/// <param name="pillar">Its pillar; null while that is being made.</param>
/// <param name="options">Its configuration, for nodegroups.</param>
/// <param name="diagnostics">Where trouble is told.</param>
internal sealed class TargetMatcher(
    string minion, Lazy<YamlMap> grains, YamlMap? pillar, MinionOptions options, DiagnosticBag diagnostics)
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);

    public bool Matches(TopTarget target)
    {
        var (text, span) = (target.Expression.Text, target.Expression.Span);
        return target.Matcher switch
        {
            "compound" => Compound(text, span),
            "nodegroup" => options.Nodegroups.ContainsKey(text)
                ? new CompoundTarget(this, options, diagnostics).Matches(["N@" + text], span)
                : Refuse($"there is no nodegroup '{text}'", span, "nodegroups come from a minion configuration (--salt-config)"),
            "range" or "cache" or "data" => Refuse($"targets of the kind '{target.Matcher}' are not supported", span,
                "use a glob, list, grain, pillar or compound target"),
            var kind => One(kind, text, span) ?? Refuse($"there is no kind of target '{kind}'", span, "one of: glob, list, grain, "
                + "grain_pcre, pcre, pillar, pillar_pcre, pillar_exact, ipcidr, compound, nodegroup"),
        };
    }

    /// <summary>One simple target; null when there is no such kind.</summary>
    public bool? One(string kind, string text, SourceSpan span, string delimiter = ":") => kind switch
    {
        "glob" => Glob.Matches(text, minion),
        "list" => text == minion || text.Split(',').Contains(minion),
        "pcre" => Pattern(text, minion, span),
        "grain" => InData(grains.Value, text, span, delimiter, Glob.Matches),
        "grain_pcre" => InData(grains.Value, text, span, delimiter, (pattern, value) => Pattern(pattern, value, span)),
        "pillar" => InData(pillar, text, span, delimiter, Glob.Matches),
        "pillar_pcre" => InData(pillar, text, span, delimiter, (pattern, value) => Pattern(pattern, value, span)),
        "pillar_exact" => InData(pillar, text, span, delimiter, (pattern, value) => pattern == value),
        "ipcidr" => Address(text, span),
        _ => null,
    };

    private bool Compound(string text, SourceSpan span) => new CompoundTarget(this, options, diagnostics)
        .Matches(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), span);

    private bool InData(YamlMap? data, string text, SourceSpan span, string delimiter, Func<string, string, bool> matches) =>
        text.Contains(delimiter, StringComparison.Ordinal)
            ? data is not null && new DataTarget(matches, delimiter).Matches(data, text)
            : Refuse($"'{text}' has no '{delimiter}'", span, "write 'key:value'");

    /// <summary>As Python's <c>re.match</c>: from the beginning, not to the end.</summary>
    private bool Pattern(string pattern, string text, SourceSpan span)
    {
        try
        {
            return Regex.IsMatch(text, $@"\A(?:{pattern})", RegexOptions.CultureInvariant, PatternTime);
        }
        catch (Exception error) when (error is ArgumentException or RegexMatchTimeoutException)
        {
            return Refuse($"'{pattern}' is no regular expression that can be matched: {error.Message}", span, "mend it");
        }
    }

    private bool Address(string text, SourceSpan span)
    {
        var isOne = IPAddress.TryParse(text, out var one);
        var isNetwork = IPNetwork.TryParse(text, out var network)
            && IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/', StringComparison.Ordinal)), out var first) && network.BaseAddress.Equals(first);
        if (!isOne && !isNetwork)
            return Refuse($"'{text}' is no address and no network", span, "write 10.0.0.1 or 10.0.0.0/24, without host bits");
        var family = isOne ? one! : network.BaseAddress;
        var known = grains.Value.Find(family.GetAddressBytes().Length == 4 ? "ipv4" : "ipv6") as YamlList;
        return known is not null && known.Items.OfType<YamlScalar>().Any(item =>
            IPAddress.TryParse(item.Text, out var own) && (isOne ? own.Equals(one) : network.Contains(own)));
    }

    private bool Refuse(string message, SourceSpan span, string remedy)
    {
        diagnostics.Error("salt.top.target", "target: " + message, span, remedy);
        return false;
    }
}

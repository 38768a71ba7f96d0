using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Templates;

namespace Brine.Salt.Functions;

/// <summary>match.*: whether a target means this minion</summary>
internal static class MatchFunctions
{
    /// <summary>Kinds that know nothing but an id, and so can be asked about another minion.</summary>
    private static readonly string[] ById = ["glob", "list", "pcre", "compound"];

    public static FunctionLine[] Table =>
    [
        .. ById.Select(kind => new FunctionLine("match." + kind, "tgt minion_id?", (a, w) =>
            JinjaValue.Of(w.Matches(kind, Target(a.Value("tgt")), a.Given("minion_id")?.ToText())))),
        .. ((string[])["grain", "grain_pcre", "pillar", "pillar_pcre"]).Select(kind => new FunctionLine("match." + kind,
            "tgt delimiter?", (a, w) => JinjaValue.Of(
                w.Matches(kind, Target(a.Value("tgt")), null, a.OptionalText("delimiter") ?? ":")))),
        new("match.ipcidr", "tgt", (a, w) => JinjaValue.Of(w.Matches("ipcidr", a.Shown("tgt"), null))),
        new("match.filter_by", "lookup tgt_type? minion_id? merge? merge_lists? default?", (a, w) =>
            FilterBy(a, w, a.Value("lookup").Entries, a["default"] ?? JinjaValue.Of("default"))),
        new("match.search_by", "lookup tgt_type? minion_id?", SearchBy),
        new("match.ifelse", "* tgt_type? minion_id? merge? merge_lists?", IfElse),
    ];

    /// <summary>Also the global <c>ifelse</c>: pairs of a target and a value, and a value for all others.</summary>
    public static JinjaValue IfElse(Arguments a, World w)
    {
        if (a.Rest.Length % 2 == 0)
            throw a.Wrong("it takes pairs of a target and a value, and behind them the value for all others");
        var pairs = Enumerable.Range(0, a.Rest.Length / 2).Select(i => KeyValuePair.Create(a.Rest[2 * i] switch
        {
            { Kind: JinjaKind.Boolean } truth => JinjaValue.Of(truth.IsTrue ? "*" : "SALT_IFELSE_MATCH_NOTHING"),
            var target => target,
        }, a.Rest[(2 * i) + 1]));
        var table = JinjaValue.Dict(pairs);
        return a.Rest.Length == 1 ? a.Rest[0]
            : Hit(a, w, table.Entries) is { } hit ? Merged(a, hit) : a.Rest[^1];
    }

    private static JinjaValue FilterBy(
        Arguments a, World w, IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> table, JinjaValue otherwise) =>
        Hit(a, w, table) is { } hit ? Merged(a, hit)
            : PythonOperations.Item(a.Value("lookup"), otherwise) ?? JinjaValue.None;

    private static JinjaValue? Hit(Arguments a, World w, IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> table)
    {
        foreach (var (target, value) in table)
            if (Matches(a, w, target))
                return value;
        return null;
    }

    private static JinjaValue Merged(Arguments a, JinjaValue value)
    {
        if (a.Given("merge") is not { IsTrue: true } merge)
            return value;
        if (merge.Kind != JinjaKind.Dict)
            throw a.Wrong("'merge' must be a mapping");
        return value.Kind == JinjaKind.None ? merge
            : DictUpdate.Update(value, PythonOperations.DeepCopy(merge), isDeep: true, a.Flag("merge_lists"));
    }

    private static JinjaValue SearchBy(Arguments a, World w)
    {
        var hits = a.Value("lookup").Entries.SelectMany(entry => PythonOperations.Walk(entry.Value)
            .Where(target => Matches(a, w, target)).Select(_ => entry.Key)).ToList();
        return hits.Count == 0 ? JinjaValue.None : JinjaValue.List(hits);
    }

    private static bool Matches(Arguments a, World w, JinjaValue target)
    {
        var kind = (a.OptionalText("tgt_type") ?? "compound").TrimEnd('_');
        return w.Matches(kind, Target(target), a.Given("minion_id")?.ToText());
    }

    /// <summary>A list of names, or of the words of a compound, is as good as a text.</summary>
    private static string Target(JinjaValue target) => target.Kind is JinjaKind.List or JinjaKind.Tuple
        ? string.Join(',', target.Items.Select(item => item.ToText()))
        : target.ToText();
}

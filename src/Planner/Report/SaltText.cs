using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Plan;

namespace Brine.Planner.Report;

/// <summary>Salt's highstate outputter, line for line, so that what reads that today reads Brine.</summary>
public static class SaltText
{
    /// <param name="host">The minion's id.</param>
    public static StyledText Of(ImmutableArray<SaltReturn> returns, string host)
    {
        var text = new StyledWriter();
        var worst = returns.Any(r => r.Result == false) ? Style.Error
            : returns.Any(r => r.Result is null) ? Style.Warning : Style.Change;
        text.Line(0, ($"{host}:", returns.IsEmpty || worst == Style.Change ? Style.Create : worst));
        foreach (var item in returns)
            Block(text, item);
        Summary(text, returns, host);
        return text.ToText();
    }

    private static void Block(StyledWriter text, SaltReturn item)
    {
        var style = item.Result switch
        {
            false => Style.Error,
            null => Style.Warning,
            _ => item.Changes.IsEmpty ? Style.Create : Style.Change,
        };
        void Field(string name, string value) => text.Line(4, ($"{name,8}: {value}", style));
        text.Line(0, ("----------", style));
        Field("ID", item.Origin.Id);
        Field("Function", item.Origin.Function);
        if (item.Origin.StateName != item.Origin.Id)
            Field("Name", item.Origin.StateName);
        Field("Result", item.Result is { } result ? (result ? "True" : "False") : "None");
        var comment = item.Comment.Trim().Split('\n');
        Field("Comment", comment[0]);
        foreach (var line in comment[1..])
            text.Line(14, (line, style));
        if (item.StartedAt is { } at)
        {
            Field("Started", at.ToString("HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
            Field("Duration", Milliseconds(item.Duration).ToString("0.0##", CultureInfo.InvariantCulture) + " ms");
        }

        Field("Changes", "  ");
        if (!item.Changes.IsEmpty)
            Nested(text, ChangeTree.Of(item.Changes), 14);
    }

    /// <summary>Salt's nested outputter: dictionaries by sorted key, empty text as no line at all.</summary>
    private static void Nested(StyledWriter text, ChangeTree tree, int indent)
    {
        switch (tree.Leaf)
        {
            case null:
                text.Line(indent, ("----------", Style.Change));
                foreach (var (key, child) in tree.Children.OrderBy(c => c.Key, StringComparer.Ordinal))
                {
                    text.Line(indent, (key + ":", Style.Change));
                    Nested(text, child, indent + 4);
                }

                break;
            case ChangeValue.Map map:
                Nested(text, ChangeTree.Of(map), indent);
                break;
            case ChangeValue.List list:
                Items(text, list.Items, indent);
                break;
            case ChangeValue.Names names:
                Items(text, names.Items, indent);
                break;
            case ChangeValue.Text { Value.Length: > 0 } words:
                foreach (var line in words.Value.TrimEnd('\n').Split('\n'))
                    text.Line(indent, (line, Style.Create));
                break;
            case ChangeValue.Flag flag:
                text.Line(indent, (flag.Value ? "True" : "False", Style.Warning));
                break;
            case ChangeValue.None:
                text.Line(indent, ("None", Style.Warning));
                break;
        }
    }

    private static void Items(StyledWriter text, ImmutableArray<string> items, int indent)
    {
        foreach (var item in items)
            text.Line(indent, ("- " + item, Style.Create));
    }

    private static void Summary(StyledWriter text, ImmutableArray<SaltReturn> returns, string host)
    {
        int failed = returns.Count(r => r.Result == false), planned = returns.Count(r => r.Result is null);
        var changed = returns.Count(r => !r.Changes.IsEmpty);
        var largest = Math.Max(Math.Max(failed, planned), returns.Length - failed - planned);
        var width = "Succeeded".Length + 2 + largest.ToString(CultureInfo.InvariantCulture).Length;
        var rule = new string('-', width);
        string Count(string label, int count) =>
            label + count.ToString(CultureInfo.InvariantCulture).PadLeft(Math.Max(1, width - label.Length));
        string[] stats =
        [
            .. planned > 0 ? [FormattableString.Invariant($"unchanged={planned}")] : (string[])[],
            .. changed > 0 ? [FormattableString.Invariant($"changed={changed}")] : (string[])[],
        ];
        text.Line(0).Line(0, ($"Summary for {host}", Style.Change)).Line(0, (rule, Style.Change));
        text.Line(0, (Count("Succeeded: ", returns.Length - failed), Style.Create),
            (stats.Length > 0 ? $" ({string.Join(", ", stats)})" : "", Style.Create));
        text.Line(0, (Count("Failed: ", failed), failed > 0 ? Style.Error : Style.Change));
        text.Line(0, (rule, Style.Change));
        // Salt reckons this width from the word "Total: " that once stood here.
        text.Line(0, ("Total states run: " + returns.Length.ToString(CultureInfo.InvariantCulture).PadLeft(width - 7),
            Style.Change));
        var total = returns.Sum(r => Milliseconds(r.Duration));
        var (amount, unit) = total > 999 ? (total / 1000, "s") : (total, "ms");
        text.Line(0,
            ($"Total run time: {amount.ToString("0.000", CultureInfo.InvariantCulture).PadLeft(width - 5)} {unit}",
            Style.Change));
    }

    private static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 3);
}

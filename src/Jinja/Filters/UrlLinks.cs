using System.Text;
using System.Text.RegularExpressions;
using Brine.Jinja.Values;

namespace Brine.Jinja.Filters;

/// <summary>The <c>urlize</c> filter: addresses in a text become links.</summary>
internal sealed partial class UrlLinks(long? limit, string attributes, IReadOnlyList<string> schemes)
{
    private static readonly (string Open, string Close)[] Pairs = [("(", ")"), ("<", ">"), ("&lt;", "&gt;")];

    public string Apply(string escaped)
    {
        var result = new StringBuilder(escaped.Length);
        for (var at = 0; at < escaped.Length;)
        {
            var end = at;
            while (end < escaped.Length && CodePoints.IsSpace(escaped[end])) end++;
            result.Append(escaped, at, end - at);
            at = end;
            while (end < escaped.Length && !CodePoints.IsSpace(escaped[end])) end++;
            if (end > at) Word(escaped[at..end], result);
            at = end;
            Bounds.Text(result.Length);
        }

        return result.ToString();
    }

    private void Word(string word, StringBuilder result)
    {
        var from = 0;
        while (from < word.Length && OpenAt(word, from) is > 0 and var width) from += width;
        var to = word.Length;
        while (to > from && CloseBefore(word, from, to) is > 0 and var width) to -= width;
        var (middle, tail) = (new StringBuilder(word, from, to - from, word.Length), word[to..]);
        foreach (var (open, close) in Pairs)
        {
            // A bracket that was opened inside the address is closed inside of it too.
            var text = middle.ToString();
            var opened = Count(text, open);
            if (opened <= Count(text, close)) continue;
            var at = 0;
            for (var i = Math.Min(opened, Count(tail, close)); i > 0; i--)
                at = tail.IndexOf(close, at, StringComparison.Ordinal) + close.Length;
            middle.Append(tail, 0, at);
            tail = tail[at..];
        }

        result.Append(word, 0, from).Append(Link(middle.ToString())).Append(tail);
    }

    private string Link(string text)
    {
        try
        {
            if (Address().IsMatch(text))
            {
                var isWhole = text.StartsWith("https://", StringComparison.Ordinal)
                    || text.StartsWith("http://", StringComparison.Ordinal);
                return $"<a href=\"{(isWhole ? "" : "https://")}{text}\"{attributes}>{Short(text)}</a>";
            }

            if (text.StartsWith("mailto:", StringComparison.Ordinal) && Mail().IsMatch(text[7..]))
                return $"<a href=\"{text}\">{text[7..]}</a>";
            if (text.Contains('@') && !text.StartsWith("www.", StringComparison.Ordinal) && !text.Contains(':')
                && Mail().IsMatch(text))
                return $"<a href=\"mailto:{text}\">{text}</a>";
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JinjaException("urlize: a word is too long to look for an address in it");
        }

        foreach (var scheme in schemes)
        {
            if (text != scheme && text.StartsWith(scheme, StringComparison.Ordinal))
                text = $"<a href=\"{text}\"{attributes}>{text}</a>";
        }

        return text;
    }

    private string Short(string text) => limit is not { } most || CodePoints.Count(text) <= most ? text
        : most >= 0 ? CodePoints.First(text, most) + "..."
        : Indexing.Slice(JinjaValue.Of(text), null, JinjaValue.Of(most), null)!.ToText() + "...";

    private static int OpenAt(string word, int at) => word[at] is '(' or '<' ? 1
        : string.CompareOrdinal(word, at, "&lt;", 0, 4) == 0 ? 4 : 0;

    private static int CloseBefore(string word, int from, int to) => word[to - 1] is ')' or '>' or '.' or ',' ? 1
        : to - from >= 4 && string.CompareOrdinal(word, to - 4, "&gt;", 0, 4) == 0 ? 4 : 0;

    private static int Count(string text, string part) => Methods.TextParts.Count(text, part);

    [GeneratedRegex(@"^((https?://|www\.)(([\w%-]+\.)+)?([a-z]{2,63}|xn--[\w%]{2,59})|([\w%-]{2,63}\.)+(com|net|int|edu|gov|org|info|mil)|(https?://)((([\d]{1,3})(\.[\d]{1,3}){3})|(\[([\da-f]{0,4}:){2}([\da-f]{0,4}:?){1,6}])))(?::[\d]{1,5})?(?:[/?#]\S*)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2_000)]
    private static partial Regex Address();

    [GeneratedRegex(@"^\S+@\w[\w.-]*\.\w+$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Mail();

    /// <summary>What may be given as <c>extra_schemes</c>.</summary>
    [GeneratedRegex(@"^[\w.+-]{2,}:/{0,2}\z", RegexOptions.CultureInvariant)]
    public static partial Regex Scheme();
}

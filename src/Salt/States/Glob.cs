namespace Brine.Salt.States;

/// <summary>
/// Python's <c>fnmatch</c>: <c>*</c>, <c>?</c>, <c>[abc]</c>, <c>[!abc]</c>, <c>[a-z]</c>; linear in practice.
/// </summary>
public static class Glob
{
    public static bool IsGlob(string pattern) => pattern.AsSpan().IndexOfAny('*', '?', '[') >= 0;

    public static bool Matches(string pattern, string text)
    {
        int at = 0, from = 0, star = -1, resume = 0;
        while (from < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                resume = from;
            }
            else if (at < pattern.Length && One(pattern, at, text[from]) is var next and > 0)
            {
                at = next;
                from++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                from = ++resume;
            }
            else
            {
                return false;
            }
        }
        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }

    /// <summary>Where the pattern goes on after the one character matched; 0 when it does not match.</summary>
    private static int One(string pattern, int at, char c)
    {
        if (pattern[at] == '?')
            return at + 1;
        var close = pattern[at] == '[' ? Close(pattern, at) : -1;
        if (close < 0)
            return pattern[at] == c ? at + 1 : 0;
        var set = pattern.AsSpan(at + 1, close - at - 1);
        var negated = set[0] == '!';
        return Holds(negated ? set[1..] : set, c) != negated ? close + 1 : 0;
    }

    private static int Close(string pattern, int open)
    {
        var first = open + 1 < pattern.Length && pattern[open + 1] == '!' ? open + 2 : open + 1;
        return first + 1 < pattern.Length ? pattern.IndexOf(']', first + 1) : -1;
    }

    private static bool Holds(ReadOnlySpan<char> set, char c)
    {
        for (var i = 0; i < set.Length; i++)
        {
            if (i + 2 < set.Length && set[i + 1] == '-')
            {
                if (c >= set[i] && c <= set[i + 2])
                    return true;
                i += 2;
            }
            else if (set[i] == c)
            {
                return true;
            }
        }
        return false;
    }
}

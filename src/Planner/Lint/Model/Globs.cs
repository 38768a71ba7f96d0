using System.Text;

namespace Brine.Planner.Lint.Model;

/// <summary>Shell patterns as Python's fnmatch has them: <c>*</c>, <c>?</c>, <c>[a-z]</c>.</summary>
internal static class Globs
{
    /// <summary>True when some text matches both; a set in brackets counts as any character.</summary>
    public static bool Meet(string a, string b)
    {
        var (left, right) = (Simple(a), Simple(b));
        var reached = new bool[left.Length + 1, right.Length + 1];
        for (var i = left.Length; i >= 0; i--)
            for (var j = right.Length; j >= 0; j--)
                reached[i, j] = (i, j) switch
                {
                    _ when i == left.Length && j == right.Length => true,
                    _ when i < left.Length && left[i] == '*' => reached[i + 1, j]
                        || (j < right.Length && reached[i, j + 1]),
                    _ when j < right.Length && right[j] == '*' => reached[i, j + 1]
                        || (i < left.Length && reached[i + 1, j]),
                    _ when i == left.Length || j == right.Length => false,
                    _ => (left[i] == '?' || right[j] == '?' || left[i] == right[j]) && reached[i + 1, j + 1],
                };
        return reached[0, 0];
    }

    private static string Simple(string pattern)
    {
        var simple = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var close = pattern[i] == '[' ? pattern.IndexOf(']', Math.Min(i + 2, pattern.Length)) : -1;
            simple.Append(close > 0 ? '?' : pattern[i]);
            i = close > 0 ? close : i;
        }

        return simple.ToString();
    }
}

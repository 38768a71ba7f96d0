namespace Brine.Planner.Desired;

/// <summary>The known word that a misspelt one most likely means.</summary>
internal static class NearestWord
{
    /// <summary>Null when nothing known is near enough (more than a third of the letters differ).</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var (best, distance) = known.Select(k => (k, Distance(word, k))).DefaultIfEmpty(("", int.MaxValue)).MinBy(p => p.Item2);
        return distance <= Math.Max(1, Math.Max(word.Length, best.Length) / 3) ? best : null;
    }

    /// <summary>Edits (insert, delete, replace) from one word to the other.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}

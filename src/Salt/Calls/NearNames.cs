namespace Brine.Salt.Calls;

/// <summary>Names that somebody may have meant.</summary>
internal static class NearNames
{
    private const int Most = 6;

    /// <summary>The nearest by spelling; then those of the same module, or of the same function in another.</summary>
    public static IReadOnlyList<string> Of(string name, IEnumerable<string> known)
    {
        var all = known.Order(StringComparer.Ordinal).ToList();
        var parts = name.Split('.', 2);
        var spelled = all.Where(other => Distance(name, other) <= Math.Max(1, name.Length / 5))
            .OrderBy(other => Distance(name, other));
        var sameModule = all.Where(other => other.StartsWith(parts[0] + ".", StringComparison.Ordinal));
        var sameFunction = all.Where(other => parts.Length > 1 && other.EndsWith("." + parts[1], StringComparison.Ordinal));
        return [.. spelled.Concat(sameModule.OrderBy(other => Distance(name, other))).Concat(sameFunction).Distinct().Take(Most)];
    }

    /// <summary>How many letters must be changed, put in or taken out.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], cost);
            }
        }
        return row[b.Length];
    }
}

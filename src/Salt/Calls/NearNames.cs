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
        var spelled = all.Where(other => Spelling.Distance(name, other) <= Math.Max(1, name.Length / 5))
            .OrderBy(other => Spelling.Distance(name, other));
        var sameModule = all.Where(other => other.StartsWith(parts[0] + ".", StringComparison.Ordinal));
        var sameFunction = all.Where(other => parts.Length > 1 && other.EndsWith("." + parts[1], StringComparison.Ordinal));
        return [.. spelled.Concat(sameModule.OrderBy(other => Spelling.Distance(name, other))).Concat(sameFunction).Distinct().Take(Most)];
    }
}

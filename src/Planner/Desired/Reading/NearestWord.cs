using Brine.Salt;

namespace Brine.Planner.Desired.Reading;

/// <summary>The known word that a misspelt one most likely means.</summary>
internal static class NearestWord
{
    /// <summary>Null when nothing known is near enough (more than a third of the letters differ).</summary>
    public static string? To(string word, IEnumerable<string> known)
    {
        var (best, distance) = known.Select(k => (k, Spelling.Distance(word, k))).DefaultIfEmpty(("", int.MaxValue)).MinBy(p => p.Item2);
        return distance <= Math.Max(1, Math.Max(word.Length, best.Length) / 3) ? best : null;
    }
}

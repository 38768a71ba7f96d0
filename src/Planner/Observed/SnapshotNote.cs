using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Brine.Planner.Observed;

/// <summary>
/// A snapshot's description as kept on the server: what people wrote, then Brine's machine facts as git-style trailers
/// (<c>Brine-Group: …</c>) in a last paragraph of their own. People never see the trailers.
/// </summary>
public sealed partial record SnapshotNote(string Text, ImmutableSortedDictionary<string, string> Trailers)
{
    public static SnapshotNote Empty { get; } = new("", Maps.Text);

    public static SnapshotNote Parse(string? description)
    {
        if (string.IsNullOrEmpty(description))
            return Empty;
        var lines = description.Split('\n');
        var first = lines.Length;
        while (first > 0 && Trailer().IsMatch(lines[first - 1]))
            first--;
        // Trailers stand alone or behind an empty line; a sentence that merely looks like one stays text.
        if (first == lines.Length || (first > 0 && lines[first - 1].Length > 0))
            return new SnapshotNote(description, Maps.Text);
        var trailers = lines[first..].Select(l => Trailer().Match(l))
            .Aggregate(Maps.Text, (map, m) => map.SetItem(m.Groups["key"].Value, m.Groups["value"].Value));
        return new SnapshotNote(string.Join('\n', lines[..Math.Max(0, first - 1)]), trailers);
    }

    /// <summary>The text as it goes to the server; <c>Parse(n.Format())</c> equals <c>n</c> for texts without trailers.</summary>
    public string Format()
    {
        if (Trailers.IsEmpty)
            return Text;
        var block = string.Join('\n', Trailers.Select(t => $"{t.Key}: {t.Value}"));
        return Text.Length == 0 ? block : $"{Text}\n\n{block}";
    }

    [GeneratedRegex(@"^(?<key>Brine-[A-Za-z-]+): (?<value>.*)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Trailer();
}

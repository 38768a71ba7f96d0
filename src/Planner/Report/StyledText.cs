using System.Collections.Immutable;
using System.Text;

namespace Brine.Planner.Report;

/// <summary>What is to be said, in lines and styles; the printer adds colour, or does not.</summary>
public sealed record StyledText(ImmutableArray<StyledLine> Lines)
{
    public static StyledText Empty { get; } = new([]);

    public bool IsEmpty => Lines.IsEmpty;

    public IEnumerable<StyledLine> Wrap(int width) => Lines.SelectMany(l => l.Wrap(width));

    public string ToPlain(int width)
    {
        var text = new StringBuilder();
        foreach (var line in Wrap(width))
            text.Append(line.Plain).Append('\n');
        return text.ToString();
    }
}

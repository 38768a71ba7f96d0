using System.Collections.Immutable;

namespace Brine.Planner.Report;

/// <summary>One line as meant; a narrow screen breaks it into several.</summary>
/// <param name="Indent">Spaces before its first part.</param>
/// <param name="Hang">Spaces before the parts that did not fit beside it.</param>
public sealed record StyledLine(int Indent, int Hang, ImmutableArray<StyledRun> Runs)
{
    public string Plain => new string(' ', Indent) + string.Concat(Runs.Select(r => r.Text));

    /// <summary>Breaks at spaces; a word longer than the screen stays whole, so that it can be copied.</summary>
    public IEnumerable<StyledLine> Wrap(int width)
    {
        var text = string.Concat(Runs.Select(r => r.Text));
        var start = 0;
        var indent = Indent;
        while (text.Length - start > width - indent)
        {
            var stop = text.LastIndexOf(' ', Math.Min(text.Length - 1, start + Math.Max(1, width - indent)), Math.Max(1, width - indent));
            if (stop <= start)
                stop = text.IndexOf(' ', start + 1);
            if (stop < 0)
                break;
            var end = stop;
            while (end > start && text[end - 1] == ' ')
                end--;
            if (end > start)
                yield return new StyledLine(indent, indent, Slice(start, end));
            start = stop;
            while (start < text.Length && text[start] == ' ')
                start++;
            indent = Hang;
        }

        yield return new StyledLine(indent, indent, Slice(start, text.Length));
    }

    private ImmutableArray<StyledRun> Slice(int start, int end)
    {
        var runs = ImmutableArray.CreateBuilder<StyledRun>();
        var at = 0;
        foreach (var run in Runs)
        {
            var from = Math.Max(start - at, 0);
            var to = Math.Min(end - at, run.Text.Length);
            if (from < to)
                runs.Add(new StyledRun(run.Text[from..to], run.Style));
            at += run.Text.Length;
        }

        return runs.ToImmutable();
    }
}

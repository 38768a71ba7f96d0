using System.Collections.Immutable;

namespace Brine.Planner.Report;

/// <summary>Collects lines into a <see cref="StyledText"/>.</summary>
public sealed class StyledWriter
{
    private readonly ImmutableArray<StyledLine>.Builder _lines = ImmutableArray.CreateBuilder<StyledLine>();

    /// <summary>A line that hangs as far as it is indented.</summary>
    public StyledWriter Line(int indent, params ReadOnlySpan<StyledRun> runs) => Hanging(indent, indent, runs);

    public StyledWriter Hanging(int indent, int hang, params ReadOnlySpan<StyledRun> runs)
    {
        _lines.Add(new StyledLine(indent, hang, [.. runs]));
        return this;
    }

    /// <summary>A line that is never broken, however narrow the screen is.</summary>
    public StyledWriter Whole(int indent, params ReadOnlySpan<StyledRun> runs)
    {
        _lines.Add(new StyledLine(indent, indent, [.. runs]) { IsWhole = true });
        return this;
    }

    /// <summary>A text that may hold line ends, each line in the same style.</summary>
    public StyledWriter Block(int indent, string text, Style style)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n'))
            Line(indent, (line.TrimEnd('\r'), style));
        return this;
    }

    /// <summary>An empty line, unless there is one already or nothing before it.</summary>
    public StyledWriter Gap()
    {
        if (_lines.Count > 0 && !_lines[^1].Runs.IsEmpty)
            _lines.Add(new StyledLine(0, 0, []));
        return this;
    }

    public StyledWriter Append(StyledText text)
    {
        _lines.AddRange(text.Lines);
        return this;
    }

    public StyledText ToText() => new(_lines.ToImmutable());
}

using Brine.Planner.Report;
using Brine.Salt.Source;

namespace Brine.Cli.Screens;

/// <summary>Where a command speaks: results to standard output, everything else to standard error.</summary>
internal sealed class Screen(Surroundings world, OutputChoice choice)
{
    public OutputChoice Choice { get; } = choice;

    public int Width => Math.Min(world.Width, 120);

    public bool HasColor => Choice.Color ?? (world.OutIsTerminal && IsColorWanted(world));

    /// <summary>Moving progress: only for a person who looks on, and wants it.</summary>
    public bool IsLive =>
        world.OutIsTerminal && world.ErrorIsTerminal && !Choice.Quiet && world.Variable("TERM") != "dumb";

    public bool MayAsk => world.InIsTerminal && world.ErrorIsTerminal;

    /// <summary>The result that was asked for; shown also when quiet.</summary>
    public void Result(StyledText text) => Write(world.Out, text, Width, HasColor);

    /// <summary>The result as it is, for other programs.</summary>
    public void Raw(string text)
    {
        world.Out.Write(text);
        world.Out.Flush();
    }

    /// <summary>The result as data, in the format that was asked for: JSON where it is not YAML.</summary>
    public void Data(string json) => Raw(Choice.Format == OutputFormat.Yaml ? YamlText.Of(json) : json);

    /// <summary>A text whose lines must not be broken.</summary>
    public void Verbatim(StyledText text) => Write(world.Out, text, int.MaxValue, HasColor);

    /// <summary>Said beside the result; not when quiet.</summary>
    public void Say(StyledText text)
    {
        if (!Choice.Quiet)
            Result(text);
    }

    public void Error(string message, string? remedy = null) => Trouble("error", Style.Error, message, null, remedy);

    public void Warn(string message, string? remedy = null) => Trouble("warning", Style.Warning, message, null, remedy);

    /// <summary>All of them, in their order; warnings only when not quiet.</summary>
    public void Show(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var found in diagnostics)
            if (found.Severity == Severity.Error)
                Trouble("error", Style.Error, found.Message, found.Span, found.Remedy);
            else if (!Choice.Quiet)
                Trouble("warning", Style.Warning, found.Message, found.Span, found.Remedy);
    }

    /// <summary>Only where <see cref="MayAsk"/>.</summary>
    public async Task<bool> ConfirmAsync(string question, CancellationToken token)
    {
        world.Out.Flush();
        world.Error.Write(question + " [y/N] ");
        world.Error.Flush();
        // Reading a terminal cannot be cancelled; Ctrl-C must not wait for it.
        var answer = await Task.Run(world.In.ReadLine, token).WaitAsync(token);
        return answer?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private void Trouble(string word, Style style, string message, SourceSpan? span, string? remedy)
    {
        var text = new StyledWriter();
        var lines = message.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        // An error is never broken into lines of its own: people and editors search for it.
        text.Line(0, ($"{word}: ", style), (span is { } at ? $"{at}: " : "", Style.Bold), lines[0]);
        foreach (var line in lines[1..])
            text.Line(7, line);
        if (remedy is not null)
            text.Line(7, (Sentence(remedy), Style.Dim));
        world.Out.Flush();
        Write(world.Error, text.ToText(), int.MaxValue,
            Choice.Color ?? (world.ErrorIsTerminal && IsColorWanted(world)));
    }

    private static string Sentence(string remedy) => remedy.EndsWith('.') ? remedy[..^1] : remedy;

    private static bool IsColorWanted(Surroundings world) =>
        world.Variable("NO_COLOR") is null && world.Variable("TERM") != "dumb";

    private static void Write(TextWriter writer, StyledText text, int width, bool color)
    {
        foreach (var line in text.Wrap(width))
            writer.WriteLine(color ? Ansi.Paint(line) : line.Plain);
        writer.Flush();
    }
}

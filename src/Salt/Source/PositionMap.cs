namespace Brine.Salt.Source;

/// <summary>
/// Turns an offset in a text into a place that a user can open: in the template, when the text was rendered.
/// </summary>
internal sealed class PositionMap
{
    private readonly string _file;
    private readonly string _text;
    private readonly int[] _starts;
    private readonly TemplateLines? _template;

    private PositionMap(string file, string text, string? template)
    {
        _file = file;
        _text = text;
        _starts = LineStarts(text);
        _template = template is null || template == text ? null : new TemplateLines(template, text);
    }

    /// <summary>Positions of a text that is in the file as it stands.</summary>
    public static PositionMap Direct(SourceFile file) => new(file.Path, file.Text, template: null);

    /// <summary>Positions of what <paramref name="template"/> was rendered to.</summary>
    public static PositionMap Rendered(SourceFile template, string text) => new(template.Path, text, template.Text);

    /// <summary>The place of an offset; offsets outside the text count as its nearest end.</summary>
    public SourceSpan At(long offset)
    {
        var index = (int)Math.Clamp(offset, 0, _text.Length);
        var found = Array.BinarySearch(_starts, index);
        var line = found >= 0 ? found : ~found - 1;
        var column = index - _starts[line];
        return _template is null
            ? new SourceSpan(_file, line + 1, column + 1)
            : _template.Locate(_file, line, column);
    }

    /// <summary>
    /// The offset of a tab in what stands before an offset on its line, if that is nothing but indentation.
    /// </summary>
    public int? TabBefore(long offset)
    {
        int? tab = null;
        for (var i = (int)Math.Min(offset, _text.Length) - 1; i >= 0 && _text[i] != '\n'; i--)
        {
            if (_text[i] == '\t')
                tab = i;
            else if (_text[i] is not (' ' or '-' or '?'))
                return null;
        }
        return tab;
    }

    private static int[] LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '\n')
                starts.Add(i + 1);
        return [.. starts];
    }
}

using System.Collections.Immutable;
using System.Text;

namespace Brine.Jinja;

/// <summary>
/// A template that cannot be parsed or rendered. A function given to the engine throws it with a message only;
/// the engine adds template, line and the chain of macros, imports and includes that led there.
/// </summary>
public sealed class JinjaException : Exception
{
    public JinjaException(string detail)
        : this("", 0, detail, [])
    {
    }

    public JinjaException(string template, int line, string detail)
        : this(template, line, detail, [])
    {
    }

    private JinjaException(string template, int line, string detail, ImmutableArray<TemplateFrame> chain)
        : base(Describe(template, line, detail, chain))
    {
        Template = template;
        Line = line;
        Detail = detail;
        Chain = chain;
    }

    /// <summary>The template's name; empty while the position is unknown.</summary>
    public string Template { get; }

    /// <summary>1-based; 0 while unknown.</summary>
    public int Line { get; }

    /// <summary>The cause alone, without the position.</summary>
    public string Detail { get; }

    /// <summary>Innermost first; empty when the error is in the template that was asked for.</summary>
    public ImmutableArray<TemplateFrame> Chain { get; }

    internal JinjaException At(string template, int line) => new(template, line, Detail, Chain);

    // A macro that calls itself until the limit would otherwise print hundreds of equal lines.
    internal JinjaException Through(TemplateFrame frame) =>
        Chain.Length >= 10 ? this : new(Template, Line, Detail, Chain.Add(frame));

    private static string Describe(string template, int line, string detail, ImmutableArray<TemplateFrame> chain)
    {
        if (line == 0) return detail;
        var text = new StringBuilder().Append(template).Append(':').Append(line).Append(": ").Append(detail);
        foreach (var frame in chain)
            text.Append("\n  in ").Append(frame.What).Append(", from ").Append(frame.Template).Append(':')
                .Append(frame.Line);
        return text.ToString();
    }
}

using System.Text;

namespace Brine.Jinja.Rendering;

/// <summary>Where a body writes to: the page, or what a macro or block captures.</summary>
internal sealed class Output(Run run)
{
    private readonly StringBuilder _text = new();

    public void Write(string text)
    {
        run.Wrote(text.Length);
        _text.Append(text);
    }

    /// <summary>What was written, as a value: it counts as escaped where output is escaped.</summary>
    public JinjaValue ToValue() => run.IsEscaping ? JinjaValue.Markup(ToString()) : JinjaValue.Of(ToString());

    public override string ToString() => _text.ToString();
}

using System.Text;
using Brine.Jinja.Values;

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

    /// <summary>What a filter or call block gives is written as it is, and must be a text.</summary>
    public void WriteText(JinjaValue value)
    {
        if (value is UndefinedValue undefined) throw undefined.Error();
        if (!value.TryGetText(out var text))
            throw new JinjaException($"the block must give a text, not {value.TypeName}");
        Write(text);
    }

    /// <summary>What was written, as a value: it counts as escaped where output is escaped.</summary>
    public JinjaValue ToValue() => run.IsEscaping ? JinjaValue.Markup(ToString()) : JinjaValue.Of(ToString());

    public override string ToString() => _text.ToString();
}

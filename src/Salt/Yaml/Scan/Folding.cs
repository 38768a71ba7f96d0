using System.Text;

namespace Brine.Salt.Yaml.Scan;

/// <summary>
/// What stands between two pieces of a plain or quoted scalar: blanks stay, one line end is a space, more lose one.
/// </summary>
internal sealed class Folding
{
    private readonly StringBuilder _blanks = new();
    private readonly StringBuilder _breaks = new();
    private string _first = "";

    public bool HasBreak { get; private set; }

    /// <summary>Reads blanks and line ends up to the next piece.</summary>
    /// <param name="at">Where the piece before ended.</param>
    /// <param name="indent">A tab that begins a line at this column or before it is not for the scalar.</param>
    /// <returns>False when it stopped at such a tab.</returns>
    public bool Read(Cursor at, int indent = -1)
    {
        while (at.IsBlank() || at.IsBreak())
        {
            if (at.IsBreak())
            {
                AddBreak(at.ReadBreak());
                continue;
            }
            if (!HasBreak)
                _blanks.Append(at.Peek());
            else if (at.Peek() == '\t' && at.Column <= indent)
                return false;
            at.Skip();
        }
        return true;
    }

    /// <summary>A line end that an escape took away: what follows it is not folded into a space.</summary>
    public void BeginLine() => HasBreak = true;

    public void WriteTo(StringBuilder text)
    {
        if (!HasBreak)
            text.Append(_blanks);
        else if (_first != "\n")
            text.Append(_first).Append(_breaks);
        else if (_breaks.Length == 0)
            text.Append(' ');
        else
            text.Append(_breaks);
        _blanks.Clear();
        _breaks.Clear();
        (_first, HasBreak) = ("", false);
    }

    private void AddBreak(string ending)
    {
        if (HasBreak)
            _breaks.Append(ending);
        else
            (_first, HasBreak) = (ending, true);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Brine.Planner.Timers;

/// <summary>Words in a unit file: quoted, with '%' and '$' for themselves (systemd.unit(5), systemd.service(5)).</summary>
internal static class UnitText
{
    /// <param name="isCommand">'$' is a variable there.</param>
    public static string Quote(string word, bool isCommand)
    {
        var text = new StringBuilder(word.Length + 8);
        foreach (var c in word)
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '%' => text.Append("%%"),
                '$' when isCommand => text.Append("$$"),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(c) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        return word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '=' or ':' or ',' or '@' or '+')
            ? word : $"\"{text}\"";
    }

    /// <summary>The words of a line that <see cref="Quote"/> made.</summary>
    public static ImmutableArray<string> Words(string line, bool isCommand)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < line.Length;)
        {
            if (line[i] == ' ')
            {
                i++;
                continue;
            }

            var isQuoted = line[i] == '"';
            var word = new StringBuilder();
            for (i += isQuoted ? 1 : 0; i < line.Length && line[i] != (isQuoted ? '"' : ' ');)
                word.Append(Read(line, isCommand, ref i));
            i += isQuoted ? 1 : 0;
            words.Add(word.ToString());
        }

        return words.ToImmutable();
    }

    private static char Read(string line, bool isCommand, ref int i)
    {
        var next = i + 1 < line.Length ? line[i + 1] : '\0';
        switch (line[i])
        {
            case '\\' when next == 'u' && i + 6 <= line.Length
                && int.TryParse(line.AsSpan(i + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code):
                i += 6;
                return (char)code;
            case '\\' when next != '\0':
                i += 2;
                return next switch { 'n' => '\n', 't' => '\t', _ => next };
            case '%' when next == '%':
            case '$' when next == '$' && isCommand:
                i += 2;
                return next;
            default:
                return line[i++];
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Brine.Jinja;

namespace Brine.Salt.Calls;

/// <summary>The second argument of Python's <c>re.sub</c>: <c>\1</c>, <c>\g&lt;name&gt;</c>, <c>\n</c>.</summary>
internal sealed class PythonReplacement
{
    private readonly List<(string Text, int Group)> _parts = [];

    /// <exception cref="JinjaException">It names a group that the pattern has not, or an escape that is none.</exception>
    public PythonReplacement(string template, PythonPattern pattern)
    {
        var most = pattern.Regex.GetGroupNumbers().Max();
        var text = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            if (template[i] != '\\')
            {
                text.Append(template[i]);
                continue;
            }
            if (++i >= template.Length)
                throw new JinjaException("the replacement ends with a backslash");
            var (group, letters) = Group(template, i, pattern.Names);
            if (letters > 0)
            {
                _parts.Add((text.ToString(), group <= most ? group : throw new JinjaException(
                    $"the replacement speaks of group {group}, the pattern has {most}")));
                text.Clear();
                i += letters - 1;
            }
            else
                text.Append(Escape(template[i]));
        }
        _parts.Add((text.ToString(), -1));
    }

    public string For(Match match) => string.Concat(_parts.Select(part =>
        part.Group < 0 ? part.Text : part.Text + match.Groups[part.Group].Value));

    private static (int Group, int Letters) Group(string template, int at, IReadOnlyDictionary<string, int> names)
    {
        if (template[at] is >= '1' and <= '9')
        {
            var length = at + 1 < template.Length && char.IsAsciiDigit(template[at + 1]) ? 2 : 1;
            return (int.Parse(template.AsSpan(at, length), NumberStyles.None, CultureInfo.InvariantCulture), length);
        }
        if (template[at] != 'g')
            return (0, 0);
        var end = template.IndexOf('>', at);
        if (end < 0 || at + 1 >= template.Length || template[at + 1] != '<')
            throw new JinjaException(@"the replacement wants '\g<group>'");
        var name = template[(at + 2)..end];
        return names.TryGetValue(name, out var number)
            || int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            ? (number, end - at + 1)
            : throw new JinjaException($"the replacement speaks of group '{name}', which the pattern has not");
    }

    private static string Escape(char letter) => letter switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'a' => "\a",
        'b' => "\b",
        'f' => "\f",
        'v' => "\v",
        '0' => "\0",
        '\\' => "\\",
        _ when char.IsAsciiLetter(letter) => throw new JinjaException($@"the replacement has a bad escape '\{letter}'"),
        _ => "\\" + letter,
    };
}

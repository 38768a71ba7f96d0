using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Brine.Jinja;

namespace Brine.Salt.Calls;

/// <summary>Python's regular expressions, written anew for .NET where the two differ.</summary>
internal static class PythonRegex
{
    /// <summary>Bounds a pattern that backtracks without end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <exception cref="JinjaException">It is no regular expression.</exception>
    public static PythonPattern Make(string pattern, RegexOptions options)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var text = Rewrite(pattern, names);
        return Guard(() => new PythonPattern(new Regex(text, options | RegexOptions.CultureInvariant, Patience), names));
    }

    /// <summary>Python's <c>re.escape</c>.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if ("()[]{}?*+-|^$\\.&~# \t\n\r\v\f".Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    /// <summary>Runs what may find out only now that a pattern is wrong or too slow.</summary>
    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JinjaException("the regular expression takes too long on this text");
        }
        catch (ArgumentException error)
        {
            throw new JinjaException("the regular expression is wrong: " + error.Message);
        }
    }

    /// <summary>
    /// Every group is named by its number, since .NET would count those with names of their own behind all others.
    /// </summary>
    private static string Rewrite(string pattern, Dictionary<string, int> names)
    {
        var text = new StringBuilder(pattern.Length + 16);
        var groups = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest[0] == '\\')
                i += Escaped(rest, text);
            else if (rest[0] == '[')
                i += Class(rest, text);
            else if (rest.StartsWith("(?P<", StringComparison.Ordinal))
            {
                var name = UpTo(rest, 4, '>');
                if (!names.TryAdd(name, ++groups))
                    throw new JinjaException($"the regular expression is wrong: group '{name}' is there twice");
                text.Append(CultureInfo.InvariantCulture, $"(?<{groups}>");
                i += name.Length + 4;
            }
            else if (rest.StartsWith("(?P=", StringComparison.Ordinal))
            {
                var name = UpTo(rest, 4, ')');
                text.Append(CultureInfo.InvariantCulture, $@"\k<{Number(names, name)}>");
                i += name.Length + 4;
            }
            else if (rest[0] == '(' && (rest.Length < 2 || rest[1] != '?'))
                text.Append(CultureInfo.InvariantCulture, $"(?<{++groups}>");
            else if (rest.StartsWith("{,", StringComparison.Ordinal) && rest.Length > 2 && char.IsAsciiDigit(rest[2]))
            {
                text.Append("{0,");
                i++;
            }
            else
                text.Append(rest[0]);
        }
        return text.ToString();
    }

    /// <summary>An escape outside of brackets; gives how many letters behind the backslash it took.</summary>
    private static int Escaped(ReadOnlySpan<char> rest, StringBuilder text)
    {
        if (rest.Length < 2)
            throw new JinjaException("the regular expression is wrong: it ends with a backslash");
        var digits = 1;
        while (digits < rest.Length && digits < 3 && char.IsAsciiDigit(rest[digits]))
            digits++;
        if (rest[1] is >= '1' and <= '9')
        {
            text.Append(CultureInfo.InvariantCulture, $@"\k<{rest[1..digits]}>");
            return digits - 1;
        }
        text.Append(rest[1] == 'Z' ? @"\z" : rest[..2]);
        return 1;
    }

    /// <summary>A class in brackets: what .NET takes for a class within it, Python takes for a letter.</summary>
    private static int Class(ReadOnlySpan<char> rest, StringBuilder text)
    {
        text.Append('[');
        var i = 1;
        if (i < rest.Length && rest[i] == '^')
            text.Append(rest[i++]);
        for (var isFirst = true; i < rest.Length && (isFirst || rest[i] != ']'); i++, isFirst = false)
        {
            if (rest[i] == '\\' && i + 1 < rest.Length)
                text.Append(rest[i++]).Append(rest[i]);
            else if (rest[i] is '[' or ']')
                text.Append('\\').Append(rest[i]);
            else
                text.Append(rest[i]);
        }
        if (i >= rest.Length)
            throw new JinjaException("the regular expression is wrong: a '[' is not closed");
        text.Append(']');
        return i;
    }

    private static string UpTo(ReadOnlySpan<char> rest, int from, char end)
    {
        var length = rest[from..].IndexOf(end);
        return length > 0
            ? rest.Slice(from, length).ToString()
            : throw new JinjaException("the regular expression is wrong: a group's name does not end");
    }

    private static int Number(Dictionary<string, int> names, string name) => names.TryGetValue(name, out var number)
        ? number
        : throw new JinjaException($"the regular expression is wrong: there is no group '{name}'");
}

/// <summary>A pattern of Python, made ready.</summary>
/// <param name="Regex">Its groups are named by their numbers.</param>
/// <param name="Names">The numbers of the groups that Python's pattern names.</param>
internal sealed record PythonPattern(Regex Regex, IReadOnlyDictionary<string, int> Names);

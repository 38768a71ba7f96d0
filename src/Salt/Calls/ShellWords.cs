using System.Collections.Immutable;
using System.Text;

namespace Brine.Salt.Calls;

/// <summary>
/// Splits a command as Python's <c>shlex.split</c> does: quotes and backslashes, nothing else is special.
/// </summary>
internal static class ShellWords
{
    /// <returns>The words; null when a quote or a backslash at the end is left open.</returns>
    public static ImmutableArray<string>? Split(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        var (quote, inWord) = ('\0', false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\0' && c is ' ' or '\t' or '\r' or '\n' && quote == '\0')
            {
                if (inWord)
                    words.Add(word.ToString());
                word.Clear();
                inWord = false;
                continue;
            }
            inWord = true;
            if (c == '\\' && quote != '\'')
            {
                if (++i >= text.Length)
                    return null;
                if (quote == '"' && text[i] is not ('"' or '\\'))
                    word.Append('\\');
                word.Append(text[i]);
            }
            else if (quote == '\0' && c is '\'' or '"' && quote == '\0')
                quote = c;
            else if (c == quote)
                quote = '\0';
            else
                word.Append(c);
        }
        if (quote != '\0')
            return null;
        if (inWord)
            words.Add(word.ToString());
        return words.ToImmutable();
    }
}

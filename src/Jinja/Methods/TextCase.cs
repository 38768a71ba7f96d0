using System.Text;

namespace Brine.Jinja.Methods;

/// <summary>Upper and lower case as Python's <c>str</c> has them (only one full mapping is known: ß).</summary>
internal static class TextCase
{
    public static string Upper(string text) => text.ToUpperInvariant().Replace("ß", "SS", StringComparison.Ordinal);

    public static string Lower(string text) => text.ToLowerInvariant();

    public static string Capitalize(string text) => text.Length == 0 ? "" : First(text[0]) + Lower(text[1..]);

    /// <summary>Each run of letters begins with a capital.</summary>
    public static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var isInside = false;
        foreach (var c in text)
        {
            if (isInside) result.Append(char.ToLowerInvariant(c));
            else result.Append(First(c));
            isInside = char.IsLetter(c);
        }

        return result.ToString();
    }

    public static string Swap(string text) =>
        string.Concat(text.Select(c => char.IsUpper(c) ? Lower(c.ToString()) : Upper(c.ToString())));

    public static bool IsLower(string text) => text.Any(char.IsLower) && !text.Any(char.IsUpper);

    public static bool IsUpper(string text) => text.Any(char.IsUpper) && !text.Any(char.IsLower);

    private static string First(char c) => c == 'ß' ? "Ss" : char.ToUpperInvariant(c).ToString();
}

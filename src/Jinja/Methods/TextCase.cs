using System.Text;
using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>Upper and lower case as Python's <c>str</c> has them: Unicode's full mappings.</summary>
internal static class TextCase
{
    public static string Upper(string text)
    {
        if (Ascii.IsValid(text)) return text.ToUpperInvariant();
        var result = new StringBuilder(text.Length);
        foreach (var part in CodePoints.Split(text)) result.Append(UpperOne(part));
        return result.ToString();
    }

    public static string Lower(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == 'Σ') result.Append(IsFinal(text, i) ? 'ς' : 'σ');
            else if (c == 'İ') result.Append("i\u0307");
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length)
                result.Append(text.Substring(i++, 2).ToLowerInvariant());
            else result.Append(char.ToLowerInvariant(c));
        }

        return result.ToString();
    }

    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var result = new StringBuilder(text.Length);
        foreach (var part in CodePoints.Split(text))
        {
            if (CaseMappings.Fold.TryGetValue(part[0], out var folded)) result.Append(folded);
            // Cherokee folds to capitals, the older of its two cases.
            else if (part[0] is >= '\u13a0' and <= '\u13f5') result.Append(part);
            else if (part[0] is >= '\u13f8' and <= '\u13fd') result.Append((char)(part[0] - 8));
            else if (part[0] is >= '\uab70' and <= '\uabbf') result.Append((char)(part[0] - 0xab70 + 0x13a0));
            else result.Append(part == "İ" ? "i\u0307" : part.ToLowerInvariant());
        }

        return result.ToString();
    }

    public static string Capitalize(string text)
    {
        if (text.Length == 0) return "";
        var first = char.IsHighSurrogate(text[0]) && text.Length > 1 ? text[..2] : text[..1];
        // The rest is lowered in its place, because a final sigma looks back.
        var lowered = Lower(text);
        var skipped = Lower(first).Length;
        return TitleOne(first) + lowered[skipped..];
    }

    /// <summary>Each run of letters begins with a capital.</summary>
    public static string Title(string text)
    {
        var result = new StringBuilder(text.Length);
        var isInside = false;
        for (var i = 0; i < text.Length; i++)
        {
            var part = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? text.Substring(i, 2) : text[i].ToString();
            if (!isInside) result.Append(TitleOne(part));
            else if (part == "Σ") result.Append(IsFinal(text, i) ? 'ς' : 'σ');
            else result.Append(Lower(part));
            isInside = CharacterKinds.IsCased(part);
            i += part.Length - 1;
        }

        return result.ToString();
    }

    public static string Swap(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var part = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? text.Substring(i, 2) : text[i].ToString();
            if (part == "Σ") result.Append(IsFinal(text, i) ? 'ς' : 'σ');
            else if (CharacterKinds.IsUpper(part)) result.Append(Lower(part));
            else if (CharacterKinds.IsLower(part)) result.Append(UpperOne(part));
            else result.Append(part);
            i += part.Length - 1;
        }

        return result.ToString();
    }

    public static bool IsLower(string text) => AllCased(text, CharacterKinds.IsLower);

    public static bool IsUpper(string text) => AllCased(text, CharacterKinds.IsUpper);

    /// <summary>Capitals after what has no case only, everything else after a letter.</summary>
    public static bool IsTitle(string text)
    {
        var (isInside, isAny) = (false, false);
        foreach (var part in CodePoints.Split(text))
        {
            if (CharacterKinds.IsUpper(part) || CharacterKinds.IsTitle(part))
            {
                if (isInside) return false;
                (isInside, isAny) = (true, true);
            }
            else if (CharacterKinds.IsLower(part))
            {
                if (!isInside) return false;
                isAny = true;
            }
            else
            {
                isInside = false;
            }
        }

        return isAny;
    }

    private static bool AllCased(string text, Func<string, bool> holds)
    {
        var isAny = false;
        foreach (var part in CodePoints.Split(text))
        {
            if (!CharacterKinds.IsCased(part)) continue;
            if (!holds(part)) return false;
            isAny = true;
        }

        return isAny;
    }

    private static string UpperOne(string part) =>
        part.Length == 1 && CaseMappings.Upper.TryGetValue(part[0], out var full) ? full : part.ToUpperInvariant();

    private static string TitleOne(string part)
    {
        if (part.Length == 1 && CaseMappings.Title.TryGetValue(part[0], out var full)) return full;
        if (part.Length == 1 && CaseMappings.Upper.TryGetValue(part[0], out full)) return full;
        return part[0] is >= '\u10d0' and <= '\u10ff' ? part : part.ToUpperInvariant();
    }

    /// <summary>A sigma ends its word: a letter before it, none after it, marks in between not counted.</summary>
    private static bool IsFinal(string text, int at)
    {
        var before = at - 1;
        while (before >= 0 && CharacterKinds.IsIgnorable(text[before])) before--;
        if (before < 0 || !CharacterKinds.IsCased(text[before].ToString())) return false;
        var after = at + 1;
        while (after < text.Length && CharacterKinds.IsIgnorable(text[after])) after++;
        return after == text.Length || !CharacterKinds.IsCased(text[after].ToString());
    }
}

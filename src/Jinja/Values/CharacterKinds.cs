using System.Globalization;

namespace Brine.Jinja.Values;

/// <summary>What Python's <c>isalpha()</c> and its like say of one character, which may be a surrogate pair.</summary>
internal static class CharacterKinds
{
    public static bool IsLetter(string one) => Category(one) <= UnicodeCategory.OtherLetter;

    public static bool IsDecimal(string one) => CharUnicodeInfo.GetDecimalDigitValue(one, 0) >= 0;

    public static bool IsDigit(string one) => CharUnicodeInfo.GetDigitValue(one, 0) >= 0;

    public static bool IsNumeric(string one) =>
        CharUnicodeInfo.GetNumericValue(one, 0) != -1 || CaseMappings.IsNumberIdeograph(Code(one));

    public static bool IsLetterOrNumber(string one) => IsLetter(one) || IsNumeric(one);

    public static bool IsSpace(string one) => CodePoints.IsSpace(one[0]);

    public static bool IsLower(string one) =>
        Category(one) == UnicodeCategory.LowercaseLetter || CaseMappings.IsOtherLower(Code(one));

    public static bool IsUpper(string one) =>
        Category(one) == UnicodeCategory.UppercaseLetter || CaseMappings.IsOtherUpper(Code(one));

    public static bool IsTitle(string one) => Category(one) == UnicodeCategory.TitlecaseLetter;

    public static bool IsCased(string one) => IsLower(one) || IsUpper(one) || IsTitle(one);

    public static bool IsPrintable(string one) => one == " " || Category(one) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator);

    /// <summary>Part of a name in a Python program; the first character must not be a digit or mark.</summary>
    public static bool IsIdentifier(string text)
    {
        var isFirst = true;
        foreach (var one in CodePoints.Split(text))
        {
            var isStart = one == "_" || Category(one) is <= UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber;
            var isMore = isStart || one is "\u00b7" or "\u0387" || Category(one) is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.ConnectorPunctuation;
            if (isFirst ? !isStart : !isMore) return false;
            isFirst = false;
        }

        return !isFirst;
    }

    /// <summary>Does not part a word: marks, apostrophes, dots within.</summary>
    public static bool IsIgnorable(char c) => c is '\'' or '.' or ':' or '^' or '`' or '\u00a8' or '\u00ad' or '\u00af'
        or '\u00b4' or '\u00b7' or '\u00b8' or '\u2018' or '\u2019' or '\u2024' or '\u2027'
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;

    private static UnicodeCategory Category(string one) => CharUnicodeInfo.GetUnicodeCategory(one, 0);

    private static int Code(string one) => one.Length == 2 ? char.ConvertToUtf32(one[0], one[1]) : one[0];
}

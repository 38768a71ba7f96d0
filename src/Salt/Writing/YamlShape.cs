namespace Brine.Salt.Writing;

/// <summary>How a text may be written as a scalar: libyaml's rules.</summary>
/// <param name="HasBreaks">It has more than one line.</param>
/// <param name="MayBePlain">Bare in block collections.</param>
/// <param name="MayBePlainInFlow">Bare between brackets.</param>
/// <param name="MayBeSingle">In single quotes.</param>
internal readonly record struct YamlShape(bool HasBreaks, bool MayBePlain, bool MayBePlainInFlow, bool MayBeSingle)
{
    public static YamlShape Of(string text, bool isAscii = false)
    {
        if (text.Length == 0)
            return new YamlShape(HasBreaks: false, MayBePlain: true, MayBePlainInFlow: false, MayBeSingle: true);
        var isDocumentMark = text.StartsWith("---", StringComparison.Ordinal)
            || text.StartsWith("...", StringComparison.Ordinal);
        var (block, flow, special, breaks) = (isDocumentMark, isDocumentMark, false, false);
        var (edge, breakSpace, spaceBreak) = (false, false, false);
        var (afterSpace, afterBreak, afterBlank) = (false, false, true);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isLast = i == text.Length - 1;
            var beforeBlank = isLast || IsBlank(text[i + 1]);
            var (inBlock, inFlow) = Signs(c, i == 0, beforeBlank, afterBlank);
            block |= inBlock;
            flow |= inFlow;
            special |= !IsPrintable(c) || (isAscii && c > '~');
            breaks |= IsBreak(c);
            if (c == ' ')
            {
                edge |= i == 0 || isLast;
                breakSpace |= afterBreak;
            }
            else if (IsBreak(c))
            {
                edge |= i == 0 || isLast;
                spaceBreak |= afterSpace;
            }
            (afterSpace, afterBreak, afterBlank) = (c == ' ', IsBreak(c), IsBlank(c));
        }
        var plain = !edge && !breakSpace && !spaceBreak && !special && !breaks;
        return new YamlShape(breaks, plain && !block, plain && !flow, !breakSpace && !spaceBreak && !special);
    }

    public static bool IsBreak(char c) => c is '\n' or '\r' or '\x85' or '\u2028' or '\u2029';

    /// <summary>
    /// What libyaml writes as it is. Beyond the basic plane it writes escapes, here a pair of surrogates.
    /// </summary>
    public static bool IsPrintable(char c) => c is '\n' or (>= ' ' and <= '~') or (>= '\xA0' and < '\uD800')
        or (>= '\uE000' and < '\uFFFE' and not '\uFEFF');

    private static bool IsBlank(char c) => c is ' ' or '\t' || IsBreak(c);

    private static (bool Block, bool Flow) Signs(char c, bool isFirst, bool beforeBlank, bool afterBlank) => c switch
    {
        '#' => (isFirst || afterBlank, isFirst || afterBlank),
        ',' or '[' or ']' or '{' or '}' => (isFirst, true),
        '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => (isFirst, isFirst),
        '?' => (isFirst && beforeBlank, true),
        ':' => (beforeBlank, true),
        '-' => (isFirst && beforeBlank, isFirst && beforeBlank),
        _ => (false, false),
    };
}

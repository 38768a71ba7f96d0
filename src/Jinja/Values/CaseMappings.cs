using System.Collections.Frozen;

namespace Brine.Jinja.Values;

/// <summary>
/// Where Python's case mappings, which are Unicode's full ones, differ from .NET's, which give one character for one.
/// Each word is a character and what it becomes.
/// </summary>
internal static class CaseMappings
{
    public static readonly FrozenDictionary<char, string> Upper = Read(
        "ßSS ıI ŉʼN ſS ǰJ\u030c ΐΙ\u0308\u0301 ΰΥ\u0308\u0301 ևԵՒ ẖH\u0331 ẗT\u0308 ẘW\u030a ẙY\u030a ẚAʾ " +
        "ὐΥ\u0313 ὒΥ\u0313\u0300 ὔΥ\u0313\u0301 ὖΥ\u0313\u0342 ᾀἈΙ ᾁἉΙ ᾂἊΙ ᾃἋΙ ᾄἌΙ ᾅἍΙ ᾆἎΙ ᾇἏΙ ᾈἈΙ ᾉἉΙ " +
        "ᾊἊΙ ᾋἋΙ ᾌἌΙ ᾍἍΙ ᾎἎΙ ᾏἏΙ ᾐἨΙ ᾑἩΙ ᾒἪΙ ᾓἫΙ ᾔἬΙ ᾕἭΙ ᾖἮΙ ᾗἯΙ ᾘἨΙ ᾙἩΙ ᾚἪΙ ᾛἫΙ ᾜἬΙ ᾝἭΙ ᾞἮΙ ᾟἯΙ ᾠὨΙ ᾡὩΙ " +
        "ᾢὪΙ ᾣὫΙ ᾤὬΙ ᾥὭΙ ᾦὮΙ ᾧὯΙ ᾨὨΙ ᾩὩΙ ᾪὪΙ ᾫὫΙ ᾬὬΙ ᾭὭΙ ᾮὮΙ ᾯὯΙ ᾲᾺΙ ᾳΑΙ ᾴΆΙ ᾶΑ\u0342 ᾷΑ\u0342Ι ᾼΑΙ ῂῊΙ " +
        "ῃΗΙ ῄΉΙ ῆΗ\u0342 ῇΗ\u0342Ι ῌΗΙ ῒΙ\u0308\u0300 ΐΙ\u0308\u0301 ῖΙ\u0342 ῗΙ\u0308\u0342 " +
        "ῢΥ\u0308\u0300 ΰΥ\u0308\u0301 ῤΡ\u0313 ῦΥ\u0342 ῧΥ\u0308\u0342 ῲῺΙ ῳΩΙ ῴΏΙ ῶΩ\u0342 ῷΩ\u0342Ι " +
        "ῼΩΙ \ufb00FF \ufb01FI \ufb02FL \ufb03FFI \ufb04FFL \ufb05ST \ufb06ST \ufb13ՄՆ \ufb14ՄԵ \ufb15ՄԻ " +
        "\ufb16ՎՆ \ufb17ՄԽ");

    /// <summary>As the first letter of a word; what is not here is as in <see cref="Upper"/>.</summary>
    public static readonly FrozenDictionary<char, string> Title = Read(
        "ßSs Ǆǅ ǅǅ ǆǅ Ǉǈ ǈǈ ǉǈ Ǌǋ ǋǋ ǌǋ Ǳǲ ǲǲ ǳǲ ևԵւ ᾀᾈ ᾁᾉ ᾂᾊ ᾃᾋ ᾄᾌ ᾅᾍ ᾆᾎ ᾇᾏ ᾈᾈ ᾉᾉ ᾊᾊ ᾋᾋ ᾌᾌ ᾍᾍ ᾎᾎ ᾏᾏ ᾐᾘ " +
        "ᾑᾙ ᾒᾚ ᾓᾛ ᾔᾜ ᾕᾝ ᾖᾞ ᾗᾟ ᾘᾘ ᾙᾙ ᾚᾚ ᾛᾛ ᾜᾜ ᾝᾝ ᾞᾞ ᾟᾟ ᾠᾨ ᾡᾩ ᾢᾪ ᾣᾫ ᾤᾬ ᾥᾭ ᾦᾮ ᾧᾯ ᾨᾨ ᾩᾩ ᾪᾪ ᾫᾫ ᾬᾬ ᾭᾭ ᾮᾮ ᾯᾯ " +
        "ᾲᾺ\u0345 ᾳᾼ ᾴΆ\u0345 ᾷΑ\u0342\u0345 ᾼᾼ ῂῊ\u0345 ῃῌ ῄΉ\u0345 ῇΗ\u0342\u0345 ῌῌ ῲῺ\u0345 ῳῼ " +
        "ῴΏ\u0345 ῷΩ\u0342\u0345 ῼῼ \ufb00Ff \ufb01Fi \ufb02Fl \ufb03Ffi \ufb04Ffl \ufb05St \ufb06St " +
        "\ufb13Մն \ufb14Մե \ufb15Մի \ufb16Վն \ufb17Մխ");

    /// <summary>For <c>casefold</c>; what is not here is in lower case.</summary>
    public static readonly FrozenDictionary<char, string> Fold = Read(
        "µμ ßss İi\u0307 ŉʼn ſs ǰj\u030c \u0345ι ΐι\u0308\u0301 ΰυ\u0308\u0301 ςσ ϐβ ϑθ ϕφ ϖπ ϰκ ϱρ ϵε " +
        "ևեւ ᲀв ᲁд ᲂо ᲃс ᲄт ᲅт ᲆъ ᲇѣ ᲈ\ua64b ẖh\u0331 ẗt\u0308 ẘw\u030a ẙy\u030a ẚaʾ ẛṡ ẞss ὐυ\u0313 " +
        "ὒυ\u0313\u0300 ὔυ\u0313\u0301 ὖυ\u0313\u0342 ᾀἀι ᾁἁι ᾂἂι ᾃἃι ᾄἄι ᾅἅι ᾆἆι ᾇἇι ᾈἀι ᾉἁι ᾊἂι ᾋἃι ᾌἄι " +
        "ᾍἅι ᾎἆι ᾏἇι ᾐἠι ᾑἡι ᾒἢι ᾓἣι ᾔἤι ᾕἥι ᾖἦι ᾗἧι ᾘἠι ᾙἡι ᾚἢι ᾛἣι ᾜἤι ᾝἥι ᾞἦι ᾟἧι ᾠὠι ᾡὡι ᾢὢι ᾣὣι ᾤὤι " +
        "ᾥὥι ᾦὦι ᾧὧι ᾨὠι ᾩὡι ᾪὢι ᾫὣι ᾬὤι ᾭὥι ᾮὦι ᾯὧι ᾲὰι ᾳαι ᾴάι ᾶα\u0342 ᾷα\u0342ι ᾼαι ιι ῂὴι ῃηι ῄήι " +
        "ῆη\u0342 ῇη\u0342ι ῌηι ῒι\u0308\u0300 ΐι\u0308\u0301 ῖι\u0342 ῗι\u0308\u0342 ῢυ\u0308\u0300 " +
        "ΰυ\u0308\u0301 ῤρ\u0313 ῦυ\u0342 ῧυ\u0308\u0342 ῲὼι ῳωι ῴώι ῶω\u0342 ῷω\u0342ι ῼωι \ufb00ff " +
        "\ufb01fi \ufb02fl \ufb03ffi \ufb04ffl \ufb05st \ufb06st \ufb13մն \ufb14մե \ufb15մի \ufb16վն " +
        "\ufb17մխ");

    /// <summary>Lower case without being of the category of that name: pairs of first and last.</summary>
    private const string OtherLower =
        "\u00aa\u00aa\u00ba\u00ba\u02b0\u02b8\u02c0\u02c1\u02e0\u02e4\u0345\u0345\u037a\u037a\u1d2c\u1d6a" +
        "\u1d78\u1d78\u1d9b\u1dbf\u2071\u2071\u207f\u207f\u2090\u209c\u2170\u217f\u24d0\u24e9\u2c7c\u2c7d" +
        "\ua69c\ua69d\ua770\ua770\ua7f8\ua7f9\uab5c\uab5f";

    private const string OtherUpper = "\u2160\u216f\u24b6\u24cf";

    /// <summary>Ideographs that are numbers.</summary>
    private const string NumberIdeographs =
        "㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬" +
        "貮貳贰阡陆陌陸零參拾兩零六陸什";

    public static bool IsOtherLower(int code) => IsIn(OtherLower, code);

    public static bool IsOtherUpper(int code) => IsIn(OtherUpper, code)
        || code is (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);

    public static bool IsNumberIdeograph(int code) =>
        code is >= 0x3405 and <= 0xFFFF && NumberIdeographs.Contains((char)code);

    private static bool IsIn(string pairs, int code)
    {
        for (var i = 0; i < pairs.Length; i += 2)
            if (code >= pairs[i] && code <= pairs[i + 1]) return true;
        return false;
    }

    private static FrozenDictionary<char, string> Read(string words) =>
        words.Split(' ').ToFrozenDictionary(word => word[0], word => word[1..]);
}

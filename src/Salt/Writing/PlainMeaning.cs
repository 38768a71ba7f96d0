using System.Text.RegularExpressions;
using Brine.Salt.Yaml;

namespace Brine.Salt.Writing;

/// <summary>
/// What PyYAML itself takes a bare scalar for, when it decides whether to quote one: unlike for Salt's reader, an
/// octal number is a number here, however many zeros begin it.
/// </summary>
internal static partial class PlainMeaning
{
    public static ScalarKind Of(string text) => text.Length > 0 && Octal().IsMatch(text)
        ? ScalarKind.Integer
        : ScalarResolver.Resolve(text).Kind switch
        {
            // A number too long for us is none the less a number.
            ScalarKind.Text when Digits().IsMatch(text) => ScalarKind.Integer,
            var kind => kind,
        };

    [GeneratedRegex(@"^[-+]?0[0-7_]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Octal();

    [GeneratedRegex(@"^[-+]?(0b[0-1_]+|0x[0-9a-fA-F_]+|(?!0[0-9_])[0-9][0-9_]*|[1-9][0-9_]*(:[0-5]?[0-9])+)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Digits();
}

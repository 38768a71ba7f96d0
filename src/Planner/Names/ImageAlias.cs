using System.Text.RegularExpressions;

namespace Brine.Planner.Names;

/// <summary>The alias of an image as Brine sends it: such as <c>debian/12</c> or <c>golden-web</c>.</summary>
public static partial class ImageAlias
{
    public const string Rule = "1 to 128 letters, digits, '.', '_', '-' or '/', beginning and ending with a letter or digit";

    public static bool IsValid(string text) => Pattern().IsMatch(text);

    [GeneratedRegex(@"^[a-zA-Z0-9]([a-zA-Z0-9._/-]{0,126}[a-zA-Z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Planner.Lint.Model;

/// <summary>One <c>{{ … }}</c> or <c>{% … %}</c> of a template as written.</summary>
/// <param name="Prints">True for <c>{{ … }}</c>.</param>
/// <param name="Text">What stands inside, without the signs.</param>
/// <param name="Offset">Where <paramref name="Text"/> begins in the file.</param>
/// <param name="Strings">The string literals inside, in order.</param>
/// <param name="Loops">How many loops it lies in.</param>
/// <param name="Macros">How many macros it lies in.</param>
/// <param name="Place">The file's text, and where in it the tag begins and ends.</param>
internal sealed record TemplateTag(
    bool Prints, string Text, int Offset, SourceSpan Span, ImmutableArray<TemplateString> Strings, int Loops,
    int Macros, TagPlace Place)
{
    /// <summary>What stands before it on its line.</summary>
    public string Before => Place.Before;

    /// <summary>What stands behind it on its line.</summary>
    public string After => Place.After;

    /// <summary>True when it may be rendered more often than once.</summary>
    public bool IsRepeated => Loops + Macros > 0;

    /// <summary>The statement's word; empty for <c>{{ … }}</c>.</summary>
    public string Word => Prints ? "" : Text.TrimStart().Split([' ', '\n', '\t', '(', '\r'], 2)[0];

    /// <summary>True where what it prints becomes a name or an ID.</summary>
    public bool IsInName
    {
        get
        {
            var line = Before.TrimStart().TrimStart('-').TrimStart();
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            return Prints && (colon < 0
                ? After.TrimEnd().EndsWith(':') || Before.TrimStart().StartsWith('-')
                : line[..colon].TrimEnd() is "name" or "names");
        }
    }
}

/// <summary>Where a tag stands. Its line is cut out when it is asked for: a line may hold a million tags.</summary>
internal readonly record struct TagPlace(string Text, int Open, int End)
{
    /// <summary>Nothing further away than this says what a tag is for.</summary>
    private const int Sight = 500;

    public string Before
    {
        get
        {
            var near = Text.AsSpan(Math.Max(0, Open - Sight), Math.Min(Open, Sight));
            return near[(near.LastIndexOf('\n') + 1)..].ToString();
        }
    }

    public string After
    {
        get
        {
            var near = Text.AsSpan(End, Math.Min(Text.Length - End, Sight));
            return (near.IndexOf('\n') is >= 0 and var end ? near[..end] : near).ToString();
        }
    }
}

/// <summary>A string literal in a tag.</summary>
/// <param name="Value">Without its quotes; escapes as written.</param>
/// <param name="At">Where it begins in the tag's text, quote included.</param>
/// <param name="Span">Where the text behind the quote begins in the file.</param>
internal readonly record struct TemplateString(string Value, int At, SourceSpan Span);

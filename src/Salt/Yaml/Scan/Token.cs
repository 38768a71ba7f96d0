namespace Brine.Salt.Yaml.Scan;

/// <summary>What a <see cref="Token"/> is. Block collections have no signs of their own: indentation makes theirs.</summary>
internal enum TokenKind
{
    VersionDirective,
    TagDirective,
    DocumentStart,
    DocumentEnd,
    BlockListStart,
    BlockMapStart,
    BlockEnd,
    FlowListStart,
    FlowListEnd,
    FlowMapStart,
    FlowMapEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias,
    Anchor,
    Tag,
    PlainScalar,
    QuotedScalar,
    StreamEnd,
}

/// <summary>A piece of YAML.</summary>
/// <param name="Start">The offset of its first character.</param>
/// <param name="Text">A scalar's text, an anchor's or alias's name, a tag's end, a directive's value.</param>
/// <param name="Handle">The first part of a tag: <c>!</c>, <c>!!</c>, <c>!x!</c> or empty.</param>
internal readonly record struct Token(TokenKind Kind, int Start, string Text = "", string Handle = "");

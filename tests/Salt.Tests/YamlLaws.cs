using Brine.Salt.Source;
using Brine.Salt.Yaml;
using CsCheck;

namespace Brine.Salt.Tests;

public sealed class YamlLaws
{
    /// <summary>
    /// Pieces that YAML gives a meaning to, so that random texts get further than the first character.
    /// </summary>
    private static readonly Gen<string> Piece = Gen.OneOf(
        "a", "b: ", "- ", "\n", "\n  ", "\n    ", "\t", "{", "}", "[", "]", ",", ": ", ":", "&x ", "*x", "<<: ", "'",
            "\"",
        "|\n", ">-\n", "#", "? ", "!!str ", "!t ", "---\n", "...\n", "%", "\\", "\r\n", "\u0085", "\u2028", "é", "😀",
            "\0",
        "\uFEFF", "010", "1:2", "yes");

    private static readonly Gen<string> Text = Gen.OneOf(
        Piece.Array[0, 40].Select(string.Concat),
        Gen.Char.Array[0, 60].Select(chars => new string(chars)),
        Gen.Byte.Array[0, 80].Select(System.Text.Encoding.UTF8.GetString));

    [Fact]
    public void Reading_any_text_gives_a_tree_or_an_error_and_places_inside_the_text() => Text.Sample(text =>
    {
        var reading = YamlReader.Read(new SourceFile("f", text));
        var lines = text.Split('\n');
        foreach (var diagnostic in reading.Diagnostics)
            Inside(diagnostic.Span!.Value, lines);
        if (reading.Root is { } root)
            Visit(root, lines);
    }, iter: 5_000);

    private static void Visit(YamlNode node, string[] lines)
    {
        Inside(node.Span, lines);
        if (node is YamlList list)
            foreach (var item in list.Items)
                Visit(item, lines);
        if (node is YamlMap map)
            foreach (var (key, value) in map.Entries)
            {
                Visit(key, lines);
                Visit(value, lines);
            }
    }

    private static void Inside(SourceSpan span, string[] lines)
    {
        Assert.Equal("f", span.File);
        Assert.InRange(span.Line, 1, lines.Length);
        Assert.InRange(span.Column, 1, lines[span.Line - 1].Length + 1);
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Brine.Planner.Plan;
using Brine.Planner.Report;
using Brine.Salt.Source;
using Brine.Salt.Yaml;
using CsCheck;

namespace Brine.Planner.Tests.Report;

/// <summary>What holds for any text.</summary>
public sealed class ReportLaws
{
    private static readonly string[] Treacherous =
    [
        "yes", "no", "null", "~", "12:30:45", "010", "1_000", "2026-11-23", "- a", "a: b", "", " ", "=", "<<", "true",
            "0x1f", ".5", "1e3",
    ];

    private static readonly Gen<string> Words = Gen.Frequency(
        (3, Gen.String[Gen.Char["ab-: #'\"\\\n\t€\u001b{}[],&*!|>%@`0.5~"], 0, 60]),
        (1, Gen.Int[0, Treacherous.Length - 1].Select(i => Treacherous[i])));

    [Fact]
    public void Wrapping_keeps_every_word_in_order() => Words.Select(Gen.Int[8, 100]).Sample((text, width) =>
    {
        var line = new StyledLine(2, 4, [(text, Style.Plain), (" " + text, Style.Bold)]);
        var wrapped = line.Wrap(width).Select(l => l.Plain);
        Assert.Equal(Split(line.Plain), Split(string.Join(' ', wrapped)));
    });

    [Fact]
    public void A_wrapped_line_is_too_long_only_when_a_single_word_is() =>
        Words.Select(Gen.Int[8, 100]).Sample((text, width) =>
    {
        var line = new StyledLine(2, 4, [(text, Style.Plain)]);
        foreach (var part in line.Wrap(width).Where(p => p.Plain.TrimEnd().Length > width))
            Assert.Single(Split(part.Plain));
    });

    [Fact]
    public void No_control_character_reaches_a_screen() => Words.Sample(text =>
        Assert.DoesNotContain(new StyledLine(0, 0, [(text, Style.Plain)]).Plain, char.IsControl));

    [Fact]
    public void Yaml_says_what_the_json_said() => Words.Array[0, 5].Sample(texts =>
    {
        var json = ReportJson.WriteObject(writer =>
        {
            foreach (var (text, i) in texts.Select((t, i) => (t, i)))
            {
                writer.WriteString($"k{i}" + text, text);
                writer.WriteStartArray("list" + i);
                writer.WriteStringValue(text);
                writer.WriteStartObject();
                writer.WriteString("inner", text);
                writer.WriteNull("nothing");
                writer.WriteEndObject();
                writer.WriteEndArray();
            }

            writer.WriteNumber("number", 12.5);
            writer.WriteBoolean("flag", true);
            writer.WriteStartObject("empty");
            writer.WriteEndObject();
        });
        var reading = YamlReader.Read(new SourceFile("report", YamlText.Of(json)));
        Assert.Empty(reading.Diagnostics);
        using var document = JsonDocument.Parse(json);
        Same(document.RootElement, reading.Root!);
    });

    [Fact]
    public void Two_changes_of_one_thing_read_as_one()
    {
        var entry = Samples.Plan().Entries[0] with
        {
            Steps = [], PlannedChanges = [Change.Of("snapshot", "a", null), Change.Of("snapshot", null, "a")],
        };
        using var document = JsonDocument.Parse(ReportJson.OfState(SaltReturn.Of(entry)));
        Assert.Equal("""{"old":"a","new":"a"}""",
            document.RootElement.GetProperty("changes").GetProperty("snapshot").GetRawText().Replace(" ", "",
                StringComparison.Ordinal)
                .Replace("\n", "", StringComparison.Ordinal));
    }

    private static string[] Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static void Same(JsonElement json, YamlNode yaml)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var map = Assert.IsType<YamlMap>(yaml);
                Assert.Equal(json.EnumerateObject().Select(p => p.Name), map.Entries.Select(e => e.Key.Text));
                foreach (var (property, entry) in json.EnumerateObject().Zip(map.Entries))
                    Same(property.Value, entry.Value);
                break;
            case JsonValueKind.Array:
                var list = Assert.IsType<YamlList>(yaml);
                Assert.Equal(json.GetArrayLength(), list.Items.Length);
                foreach (var (item, node) in json.EnumerateArray().Zip(list.Items))
                    Same(item, node);
                break;
            default:
                object? expected = json.ValueKind switch
                {
                    JsonValueKind.String => json.GetString(),
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    JsonValueKind.Null => null,
                    _ => json.GetDouble(),
                };
                Assert.Equal(expected, Assert.IsType<YamlScalar>(yaml).Value);
                break;
        }
    }
}

using System.Globalization;
using System.Text;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.Tests;

/// <summary>
/// YAML is read as PyYAML reads it with Salt's changes; <c>Oracle/oracle.py</c> wrote what PyYAML says.
/// </summary>
public sealed class OracleTests
{
    private static readonly string Root = Path.Combine(Here.Folder, "Oracle");

    public static TheoryData<string, string> Scalars() => Pairs(
        File.ReadAllLines(Path.Combine(Root, "scalars.txt")).Select(line => "- " + line),
        File.ReadAllLines(Path.Combine(Root, "scalars.expected")).Select(line =>
            line == "rro" ? "error" : $"[{line}]"));

    public static TheoryData<string, string> Documents() => Pairs(
        File.ReadAllText(Path.Combine(Root, "documents.txt")).Split("=====\n"),
        File.ReadAllLines(Path.Combine(Root, "documents.expected")));

    [Theory]
    [MemberData(nameof(Scalars))]
    public void A_plain_scalar_means_what_it_means_to_Salt(string text, string expected) => Check(text, expected);

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_means_what_it_means_to_Salt(string text, string expected) => Check(text, expected);

    private static void Check(string text, string expected)
    {
        var reading = YamlReader.Read(new SourceFile("x.sls", text));
        var actual = reading.Diagnostics.IsEmpty ? Json(reading.Root) : "error";
        Assert.Equal(expected, actual);
    }

    private static TheoryData<string, string> Pairs(IEnumerable<string> texts, IEnumerable<string> expected)
    {
        var data = new TheoryData<string, string>();
        foreach (var (text, json) in texts.Zip(expected, (text, json) => (text, json)))
            data.Add(text, json);
        return data;
    }

    private static string Json(YamlNode? node) => node switch
    {
        null => "null",
        YamlList list => "[" + string.Join(", ", list.Items.Select(Json)) + "]",
        YamlMap map => "{" + string.Join(", ", map.Entries.Select(e => Key(e.Key) + ": " + Json(e.Value))) + "}",
        YamlScalar scalar => scalar.Value switch
        {
            null => "null",
            bool truth => truth ? "true" : "false",
            long number => number.ToString(CultureInfo.InvariantCulture),
            double number => Quote("float " + Float(number)),
            _ => Quote(scalar.Text),
        },
        _ => throw new InvalidOperationException(),
    };

    private static string Key(YamlScalar key) => key.Value switch
    {
        string => Quote(key.Text),
        null => "\"#None\"",
        bool truth => truth ? "\"#True\"" : "\"#False\"",
        double number => Quote("#float " + Float(number)),
        var number => Quote("#" + number),
    };

    private static string Float(double number) => number switch
    {
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        double.NaN => "nan",
        _ when number == Math.Floor(number) => number.ToString("0.0", CultureInfo.InvariantCulture),
        _ => number.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                >= ' ' and <= '~' => c.ToString(),
                _ => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
            });
        return quoted.Append('"').ToString();
    }
}

using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
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

    [Fact]
    public void Made_up_documents_mean_what_they_mean_to_Salt() => CheckAll(
        File.ReadAllText(Path.Combine(Root, "generated.txt")).Split("=====\n")
            .Zip(File.ReadAllLines(Path.Combine(Root, "generated.expected"))));

    /// <summary>The goldens are what the PyYAML of this machine says, and other made-up documents agree too.</summary>
    [Fact]
    public void PyYAML_itself_says_the_same()
    {
        Python.Require("yaml");
        Python.Run(Path.Combine(Root, "oracle.py"), "--check");
        var seed = Random.Shared.Next(1_000_000).ToString(CultureInfo.InvariantCulture);
        var made = Python.Run(Path.Combine(Root, "oracle.py"), "--generate", seed, "2000").Split('\n')
            .Where(line => line.Length > 0)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(pair => (pair[0].GetString()!, pair[1].GetString()!));
        CheckAll(made, $"oracle.py --generate {seed} 2000");
    }

    private static void CheckAll(IEnumerable<(string Text, string Expected)> documents, string source = "")
    {
        var wrong = documents
            .Select(document => (document.Text, document.Expected, Actual: Read(document.Text)))
            .Where(document => document.Expected != document.Actual)
            .OrderBy(document => document.Text.Length)
            .Select(document => $"--- {source}\n{document.Text}\nwanted {document.Expected}\ngot    {document.Actual}")
            .ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} differ\n" + string.Join('\n', wrong.Take(40)));
    }

    private static void Check(string text, string expected) => Assert.Equal(expected, Read(text));

    private static string Read(string text)
    {
        var reading = YamlReader.Read(new SourceFile("x.sls", text));
        return reading.Diagnostics.IsEmpty ? Json(reading.Root) : "error";
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
            BigInteger number => number.ToString(CultureInfo.InvariantCulture),
            double number => Quote("float " + Float(number)),
            ReadOnlyMemory<byte> bytes => Quote("bytes " + Convert.ToHexStringLower(bytes.Span)),
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
        ReadOnlyMemory<byte> bytes => Quote("#bytes " + Convert.ToHexStringLower(bytes.Span)),
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
                '\r' => "\\r",
                '\b' => "\\b",
                '\f' => "\\f",
                >= ' ' and <= '~' => c.ToString(),
                _ => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
            });
        return quoted.Append('"').ToString();
    }
}

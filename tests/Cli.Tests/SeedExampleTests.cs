using Brine.Cli.Tests.Support;

namespace Brine.Cli.Tests;

/// <summary>The examples of the document that Brine was asked to fulfil.</summary>
public sealed class SeedExampleTests
{
    private static string Folder { get; } = Path.Combine(Golden.Repository, "examples", "seed");

    public static TheoryData<string, int> Examples => new()
    {
        { "01-present.sls", 2 }, { "02-absent.sls", 1 }, { "03-restored.sls", 1 }, { "04-basic-strategy.yaml", 3 },
        { "05-development-workflow.yaml", 3 }, { "06-production-deployment.yaml", 3 }, { "07-vm-stateful.yaml", 3 },
        { "08-coordinated.yaml", 4 }, { "09-regular-backups.yaml", 1 }, { "10-automatic-configuration.yaml", 1 },
    };

    [Fact]
    public void Every_fenced_yaml_example_is_a_file_word_for_word()
    {
        var document = File.ReadAllLines(Path.Combine(Golden.Repository, "tests", "Cli.Tests", "Fixtures",
            "instance-snapshots.md"));
        var files = Directory.GetFiles(Folder).Order(StringComparer.Ordinal).Select(File.ReadAllText).ToList();
        Assert.Equal(Fenced(document), files);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Every_example_compiles_to_its_declarations(string name, int count)
    {
        await using var stage = await Stage.OpenAsync();
        var end = await stage.RunAsync("plan", Path.Combine(Folder, name), "--out", "json");
        Assert.True(end.Code is Exits.Done or Exits.ChangesPending or Exits.Failed, end.Error);
        using var document = System.Text.Json.JsonDocument.Parse(end.Out);
        Assert.Equal(count, document.RootElement.GetProperty("summary").GetProperty("total").GetInt32());
    }

    private static List<string> Fenced(string[] lines)
    {
        var found = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].TrimStart() != "```yaml")
                continue;
            var indent = lines[i].Length - lines[i].TrimStart().Length;
            var body = lines.Skip(i + 1).TakeWhile(l => l.TrimStart() != "```").ToList();
            found.Add(string.Concat(body.Select(l => (l.Length >= indent ? l[indent..] : l) + "\n")));
            i += body.Count + 1;
        }

        return found;
    }
}

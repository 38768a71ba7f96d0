using System.Text;
using Brine.Jinja;

namespace Brine.Jinja.Tests;

public sealed class OracleTests
{
    public static TheoryData<string> Files => [.. CaseFile.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_case_renders_as_Jinja2_renders_it(string file)
    {
        var wrong = new StringBuilder();
        var cases = CaseFile.Read(file).Cases;
        Assert.NotEmpty(cases);
        foreach (var (title, given) in cases)
        {
            var (output, error) = Render(title, given);
            if (output == given.Expected) continue;
            wrong
                .Append($"\n{file} / {title}\n  template: {given.Text}\n  wanted:   {given.Expected ?? "(an error)"}\n")
                .Append($"  got:      {output ?? "(error) " + error}");
        }

        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    [Fact]
    public void The_corpus_is_as_large_as_promised() =>
        Assert.InRange(CaseFile.Names.Sum(name => CaseFile.Read(name).Cases.Count), 300, int.MaxValue);

    private static (string? Output, string? Error) Render(string title, RenderCase given)
    {
        var options = new JinjaOptions { Load = name => given.Files.GetValueOrDefault(name) };
        try
        {
            return (Template.Render(title, given.Text, given.Variables, options, CancellationToken.None), null);
        }
        catch (JinjaException e)
        {
            return (null, e.Message);
        }
    }
}

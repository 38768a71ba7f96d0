namespace Brine.Jinja.Tests;

public sealed class OracleTests
{
    public static TheoryData<string> Files => [.. CaseFile.Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_case_renders_as_Jinja2_renders_it(string file)
    {
        var cases = CaseFile.Read(file).Cases;
        Assert.NotEmpty(cases);
        var complaints = cases.Select(entry => entry.Value.Complaint($"{file} / {entry.Key}")).OfType<string>().ToList();
        Assert.True(complaints.Count == 0, $"{complaints.Count} differ:" + string.Concat(complaints));
    }

    [Fact]
    public void The_corpus_is_as_large_as_promised() =>
        Assert.InRange(CaseFile.Names.Sum(name => CaseFile.Read(name).Cases.Count), 1800, int.MaxValue);
}

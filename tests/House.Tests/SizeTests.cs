namespace Brine.House.Tests;

/// <summary>Sizes that keep every file readable in one sitting (STYLE: median 80, hard stop 400; tests 600).</summary>
public sealed class SizeTests
{
    private const int SourceLimit = 400;
    private const int FrontEndLimit = 600;
    private const int TestLimit = 600;
    private const int MedianLimit = 80;

    [Fact]
    public void No_source_file_is_longer_than_it_may_be() =>
        Assert.All(House.Sources("src"), f =>
        {
            var isFrontEnd = f.Contains("/Jinja/", StringComparison.Ordinal) && Path.GetFileName(f) is "Lexer.cs" or "Parser.cs";
            var lines = File.ReadLines(f).Count();
            Assert.True(lines <= (isFrontEnd ? FrontEndLimit : SourceLimit), $"{House.Relative(f)} has {lines} lines: split it by what it speaks of");
        });

    [Fact]
    public void No_test_file_is_longer_than_it_may_be() =>
        Assert.All(House.Sources("tests"), f => Assert.True(File.ReadLines(f).Count() <= TestLimit, $"{House.Relative(f)}: move tables to Cases/"));

    [Fact]
    public void The_median_source_file_fits_a_screen_or_two()
    {
        var sizes = House.Sources("src").Select(f => File.ReadLines(f).Count()).Order().ToList();
        Assert.True(sizes[sizes.Count / 2] <= MedianLimit, $"median is {sizes[sizes.Count / 2]}");
    }

    [Fact]
    public void Folders_stay_small_enough_to_read_as_a_list() =>
        Assert.All(House.Sources("src").GroupBy(f => Path.GetDirectoryName(f)!), folder =>
            Assert.True(folder.Count() <= 20 || folder.Key.Contains("/Jinja", StringComparison.Ordinal), $"{House.Relative(folder.Key)} holds {folder.Count()} files"));

    [Fact]
    public void Namespaces_are_folders() =>
        Assert.All(House.Sources("src"), f =>
        {
            var expected = "Brine." + Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(House.Root, "src"), f))!.Replace('/', '.');
            var line = File.ReadLines(f).FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal));
            Assert.True(line is null || line == $"namespace {expected};", $"{House.Relative(f)}: {line}, expected {expected}");
        });
}

using System.Text.RegularExpressions;
using Brine.Cli;
using Brine.Manual.Pages;
using Brine.Packaging.Tests.Support;

namespace Brine.Packaging.Tests;

/// <summary>The manual beside the help: both are read off the commands, so they must tell the same.</summary>
public sealed partial class ManualTests
{
    public static TheoryData<string> Commands => new(Book.Chapters().Select(c => c.Called));

    [Fact]
    public void There_is_a_page_for_the_program_and_each_of_its_commands()
    {
        var pages = Book.Pages(new DateOnly(2026, 1, 15)).Select(p => p.Name).ToList();
        Assert.Equal(pages.Count, pages.Distinct(StringComparer.Ordinal).Count());
        Assert.All((string[])["brine.1", "brine-plan.1", "brine-group.1", "brine-group-create.1", "brine-timer-install.1"], p => Assert.Contains(p, pages));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_page_says_what_the_help_says(string called)
    {
        var page = await ReadAsync(Book.Chapters().Single(c => c.Called == called));
        var help = await HelpAsync(called);
        Assert.Equal(Words(Section(help, "Options:")), Words(Section(page, "OPTIONS")));
        Assert.Equal(Words(Section(help, "Examples:")), Words(Section(page, "EXAMPLES")));
        Assert.Equal($"{called.Replace(' ', '-')} - {Joined(Section(help, "Description:")).TrimEnd('.')}", Joined(Section(page, "NAME")));
        if (called == "brine")
            Assert.Equal(Words(Section(help, "Exit codes:")), Words(Section(page, "EXIT STATUS")));
    }

    [Fact]
    public async Task A_page_names_the_commands_below_and_beside()
    {
        var create = await ReadAsync(Book.Chapters().Single(c => c.Called == "brine group create"));
        Assert.Contains("brine group create NAME INSTANCE... [OPTION...]", create, StringComparison.Ordinal);
        Assert.Contains("brine timer install NAME COMMAND... --on WHEN [OPTION...]", await ReadAsync(Book.Chapters().Single(c => c.Called == "brine timer install")), StringComparison.Ordinal);
        Assert.Contains("brine-group(1), brine-group-restore(1)", create, StringComparison.Ordinal);
        Assert.Contains("brine-group-create(1)", await ReadAsync(Book.Chapters().Single(c => c.Called == "brine group")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_to_be_copied_comes_out_as_it_went_in()
    {
        var printable = new string([.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c)]);
        string[] lines = [printable, ".br", "'--yes'", @"back\slash \fB \n", "…"];
        using var folder = new Folder();
        var source = new Roff().Title("x", new DateOnly(2026, 1, 15), "x", "x").Section("EXAMPLES").Verbatim(lines).ToString();
        var page = await Folder.ManAsync(folder.Write("x.1", source));
        Assert.All(lines, l => Assert.Contains(l, page, StringComparison.Ordinal));
    }

    private static async Task<string> ReadAsync(Chapter chapter)
    {
        using var folder = new Folder();
        return await Folder.ManAsync(folder.Write(chapter.Page + ".1", ManualPage.Of(chapter, new DateOnly(2026, 1, 15))));
    }

    private static async Task<string> HelpAsync(string called)
    {
        var output = new StringWriter { NewLine = "\n" };
        var world = new Surroundings { Environment = new Dictionary<string, string>(StringComparer.Ordinal), In = TextReader.Null, Out = output, Error = output, Time = TimeProvider.System };
        Assert.Equal(Exits.Done, await CommandLine.RunAsync([.. called.Split(' ')[1..], "--help"], world));
        return output.ToString();
    }

    /// <summary>The lines between this heading and the next.</summary>
    private static string Section(string text, string heading) =>
        string.Join('\n', text.Split('\n').SkipWhile(l => l != heading).Skip(1).TakeWhile(l => l.Length == 0 || l[0] == ' '));

    /// <summary>In any order, for the two list options differently; and the help puts values into brackets.</summary>
    private static IEnumerable<string> Words(string text) =>
        Joined(Bracketed().Replace(text, m => m.Groups["value"].Value)).Split(' ').Order(StringComparer.Ordinal);

    private static string Joined(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"(?<=--[a-z-]+ )<(?<value>[^>]+)>", RegexOptions.ExplicitCapture)]
    private static partial Regex Bracketed();
}

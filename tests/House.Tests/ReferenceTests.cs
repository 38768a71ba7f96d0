namespace Brine.House.Tests;

/// <summary>Who may reference whom (ARCHITECTURE.md). One direction only, so that a reader can stop anywhere and have understood all below.</summary>
public sealed class ReferenceTests
{
    /// <summary>Project, its projects, its packages, and why it is kept so small.</summary>
    public static TheoryData<string, string, string, string> Rooms => new()
    {
        { "Jinja", "", "", "a template engine that knows nothing of Salt or Incus can be trusted and reused alone" },
        { "Salt", "Jinja", "", "the language is pure: text in, declarations out" },
        { "Planner", "Salt", "", "decisions know no wire and no disk" },
        { "Incus", "", "YamlDotNet", "a client that knows none of our decisions can be trusted to do just what it is told" },
        { "Converge", "Incus Planner Salt", "", "the loop is thin" },
        { "Sandbox", "", "", "a stand-in that shares code with the client shares its mistakes" },
        { "Cli", "Converge Incus Planner Salt Sandbox", "System.CommandLine", "only Cli talks to people" },
    };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_references_only_what_it_may(string project, string projects, string packages, string why)
    {
        Assert.True(projects == string.Join(' ', House.References(project, "ProjectReference")), $"{project} references other projects than '{projects}': {why}");
        Assert.True(packages == string.Join(' ', House.References(project, "PackageReference")), $"{project} uses other packages than '{packages}': {why}");
    }

    [Fact]
    public void Every_room_is_in_the_table() =>
        Assert.Equal(House.Projects, Rooms.Select(r => r.Data.Item1).Order(StringComparer.Ordinal));

    [Fact]
    public void Planner_speaks_of_salt_only_where_declarations_are_compiled_or_checked() =>
        Assert.All(House.Sources("src/Planner").Where(f => !f.Contains("/Desired/", StringComparison.Ordinal) && !f.Contains("/Lint/", StringComparison.Ordinal)),
            f => Assert.False(File.ReadAllText(f).Contains("Brine.Salt", StringComparison.Ordinal),
                $"{House.Relative(f)} mentions Brine.Salt: only Planner/Desired and Planner/Lint read declarations, so that plans do not depend on how they were written"));

    [Fact]
    public void Nothing_in_Planner_depends_on_lint() =>
        Assert.All(House.Sources("src/Planner").Where(f => !f.Contains("/Lint/", StringComparison.Ordinal)),
            f => Assert.False(File.ReadAllText(f).Contains("Brine.Planner.Lint", StringComparison.Ordinal), $"{House.Relative(f)} uses lint: it only looks, and may not decide"));

    [Theory]
    [InlineData("Brine.Jinja")]
    [InlineData("Brine.Salt")]
    [InlineData("Brine.Planner")]
    public void A_pure_room_cannot_reach_the_world(string assembly)
    {
        string[] world = ["System.Net.Http", "System.Net.Sockets", "System.Diagnostics.Process", "System.Console", "System.IO.FileSystem.Watcher", "System.Net.WebSockets"];
        var reached = System.Reflection.Assembly.Load(assembly).GetReferencedAssemblies().Select(a => a.Name).Intersect(world);
        Assert.True(!reached.Any(), $"{assembly} references {string.Join(", ", reached)}: pure rooms get what they need as arguments");
    }
}

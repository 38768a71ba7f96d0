using Brine.Planner.Doctor;

namespace Brine.Planner.Tests.Doctor;

public sealed class CommandStyleTests
{
    [Theory]
    [InlineData("web-server", "web-server")]
    [InlineData("size=2GiB", "size=2GiB")]
    [InlineData("", "''")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("$(reboot)", "'$(reboot)'")]
    [InlineData("a;b", "'a;b'")]
    [InlineData("snapshots.pattern=auto-{{ creation_date|date:\"20060102\" }}", "'snapshots.pattern=auto-{{ creation_date|date:\"20060102\" }}'")]
    [InlineData("a\nb'\\", @"$'a\u000ab\'\\'")]
    public void A_word_reaches_the_command_as_it_is(string word, string written) => Assert.Equal(written, CommandStyle.Quote(word));

    [Fact]
    public void Commands_reach_the_server_and_the_project_that_were_examined()
    {
        var usual = new CommandStyle();
        Assert.Equal("incus info web", usual.Incus("default", "info", usual.At("web")));
        Assert.Equal("incus info web --project lab", usual.Incus("lab", "info", usual.At("web")));
        Assert.Equal("incus cluster list", usual.List("cluster", "list"));
        var other = new CommandStyle { Environment = "INCUS_SOCKET=/s ", Remote = "prod:", Options = " --remote prod", Project = "lab" };
        Assert.Equal("INCUS_SOCKET=/s incus info prod:web", other.Incus("lab", "info", other.At("web")));
        Assert.Equal("INCUS_SOCKET=/s incus cluster list prod:", other.List("cluster", "list"));
        Assert.Equal("brine delete web/a --project default --remote prod", other.Brine("default", "delete", "web/a"));
    }
}

using Brine.Planner.Names;

namespace Brine.Planner.Tests;

public sealed class NameTests
{
    [Theory]
    [InlineData("web-server", true)]
    [InlineData("1abc", true)]
    [InlineData("a--b", true)]
    [InlineData("a", true)]
    [InlineData("12", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a.b", false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    [InlineData("", false)]
    public void An_instance_name_is_what_incus_takes(string name, bool valid)
    {
        Assert.Equal(valid, InstanceName.IsValid(name));
        Assert.False(InstanceName.IsValid(name + new string('x', 64)));
    }

    [Theory]
    [InlineData("daily-20240115", true)]
    [InlineData("pre-deploy-v1.2.3", true)]
    [InlineData("weekly-2024W03", true)]
    [InlineData("7", true)]
    [InlineData("..", false)]
    [InlineData(".", false)]
    [InlineData("a.", false)]
    [InlineData("-a", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("a%41", false)]
    [InlineData("a\n", false)]
    [InlineData("\u00fc", false)]
    [InlineData("", false)]
    public void A_snapshot_name_is_one_that_every_incus_takes_as_it_stands(string name, bool valid)
    {
        Assert.Equal(valid, SnapshotName.IsValid(name));
        Assert.Equal(valid, SnapshotName.Refusal(name) is null);
        Assert.False(SnapshotName.IsValid(name + new string('x', 65)));
    }
}

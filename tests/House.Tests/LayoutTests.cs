namespace Brine.House.Tests;

public sealed class LayoutTests
{
    [Fact]
    public void The_house_stands() => Assert.True(true);
}

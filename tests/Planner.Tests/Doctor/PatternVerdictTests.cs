using Brine.Planner.Doctor;

namespace Brine.Planner.Tests.Doctor;

/// <summary>Each of these was given to Incus 6.0.4, twice.</summary>
public sealed class PatternVerdictTests
{
    [Theory]
    [InlineData("")]
    [InlineData("snap%d")]
    [InlineData("auto-{{ creation_date|date:\"20060102\" }}")]
    [InlineData("h-{{ creation_date|time:\"1504\" }}")]
    [InlineData("k-{% now \"2006\" %}")]
    [InlineData("l-{{ creation_date.Unix }}")]
    [InlineData("n-{{ creation_date.Year }}-%d")]
    [InlineData("fixed")]
    public void What_Incus_takes_again_and_again_is_fine(string pattern) => Assert.Null(PatternVerdict.Of(pattern));

    [Theory]
    [InlineData("auto-%Y%m%d", "auto-{{ creation_date|date:\"20060102\" }}")]
    [InlineData("a%d-%d", "a%d")]
    [InlineData("{{ creation_date }}", "{{ creation_date|date:\"20060102-1504\" }}")]
    [InlineData("{{ creation_date|date:\"2006/01/02\" }}", "{{ creation_date|date:\"20060102-1504\" }}")]
    [InlineData("d{{ creation_date|date:\"%Y%m%d\" }}", "d{{ creation_date|date:\"20060102-1504\" }}")]
    [InlineData("u-{{ creation_date|nofilter }}", "u-{{ creation_date|date:\"20060102-1504\" }}")]
    [InlineData("c-{{ creation_date", "c-{{ creation_date|date:\"20060102-1504\" }}")]
    [InlineData("m+{{ creation_date.Unix }}", "m-{{ creation_date.Unix }}")]
    [InlineData("o p", "o-p")]
    public void What_fails_at_the_first_or_second_run_is_poison(string pattern, string better)
    {
        var verdict = PatternVerdict.Of(pattern);
        Assert.True(verdict!.Fails);
        Assert.Equal(better, verdict.Better);
        Assert.Null(PatternVerdict.Of(verdict.Better));
    }

    [Theory]
    [InlineData("auto-%Y")]
    [InlineData("x-{{ nope }}")]
    [InlineData("g-{{ creation_date|date:\"YYYYMMDD\" }}")]
    [InlineData("f-%i")]
    [InlineData("auto-%Y%m")]
    public void What_only_makes_strange_names_is_not(string pattern)
    {
        var verdict = PatternVerdict.Of(pattern);
        Assert.False(verdict!.Fails);
        Assert.Null(PatternVerdict.Of(verdict.Better));
    }
}

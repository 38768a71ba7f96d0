using System.Runtime.CompilerServices;
using Brine.Planner.Report;

namespace Brine.Planner.Tests.Report;

/// <summary>
/// What people and programs read, as texts that a person has read. <c>BRINE_UPDATE_GOLDENS=1</c> writes them anew.
/// </summary>
public sealed class GoldenTests
{
    [Fact]
    public void A_plan_for_people() => Equal("plan.txt", PlanText.Of(Samples.Plan(), verbose: true).ToPlain(80));

    [Fact]
    public void A_plan_on_a_narrow_screen() => Equal("plan-narrow.txt", PlanText.Of(Samples.Plan()).ToPlain(48));

    [Fact]
    public void What_must_be_seen_before_a_plan_is_carried_out() => Equal("before.txt",
        PlanText.Before(Samples.Plan()).ToPlain(80));

    [Fact]
    public void A_plan_as_json() => Equal("plan.json", ReportJson.Of(Samples.Plan()));

    [Fact]
    public void A_plan_as_yaml() => Equal("plan.yaml", YamlText.Of(ReportJson.Of(Samples.Plan())));

    [Fact]
    public void A_plan_in_Salts_look() => Equal("plan.salt",
        SaltText.Of(SaltReturn.Of(Samples.Plan()), "local").ToPlain(int.MaxValue));

    [Fact]
    public void A_run_for_people() => Equal("run.txt", RunText.Of(Samples.Run(), verbose: true).ToPlain(80));

    [Fact]
    public void A_run_as_json() => Equal("run.json", ReportJson.Of(Samples.Run()));

    [Fact]
    public void A_run_in_Salts_look() => Equal("run.salt",
        SaltText.Of(SaltReturn.Of(Samples.Run()), "local").ToPlain(int.MaxValue));

    [Fact]
    public void One_state_as_Salt_returns_it() => Equal("state.json",
        ReportJson.OfState(SaltReturn.Of(Samples.Run().Outcomes[0])));

    internal static void Equal(string name, string actual, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "Goldens", name);
        if (Environment.GetEnvironmentVariable("BRINE_UPDATE_GOLDENS") == "1"
            && Environment.GetEnvironmentVariable("CI") is null)
            File.WriteAllText(path, actual);
        Assert.True(File.Exists(path), $"no golden {path}; write it with BRINE_UPDATE_GOLDENS=1 and read it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}

using Brine.Planner.Checks;
using Brine.Planner.Desired;
using Brine.Planner.Plan;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

/// <summary>What a plan asks of the host, and when.</summary>
public sealed class SteeredPlanTests
{
    [Theory]
    [InlineData("", "onlyif condition is false")]
    [InlineData("only", null)]
    [InlineData("only un", "onlyif condition is true\nunless condition is true")]
    [InlineData("un", "onlyif condition is false\nunless condition is true")]
    public void Conditions_answer_as_Salt_does(string holding, string? comment)
    {
        var entry = Present("c1", "a") with
        {
            Checks = new EntryChecks { OnlyIf = [Command("only")], Unless = [Command("un")] },
        };

        var closed = CheckGate.Closed(entry, new ScriptedChecks(holding.Split(' ')));

        Assert.Equal(comment ?? "", closed?.Replace("\nunless condition is false", "", StringComparison.Ordinal) ?? "");
    }

    [Fact]
    public void With_all_paths_of_creates_there_is_nothing_to_do()
    {
        var entry = Present("c1", "a") with { Checks = new EntryChecks { Creates = ["/x", "/y"] } };

        Assert.Equal("All files in creates exist", CheckGate.Closed(entry, new ScriptedChecks("/x", "/y")));
        Assert.Null(CheckGate.Closed(entry, new ScriptedChecks("/x")));
    }

    [Fact]
    public void A_condition_is_asked_only_when_the_requisites_let_the_entry_run()
    {
        var checks = new ScriptedChecks("yes");
        var desired = new DesiredState(
        [
            Present("c1", "there"),
            Present("c1", "a") with { Checks = OnlyIf("first"), Dependencies = [new Dependency(0, DependencyKind.Changes)] },
            Present("c1", "b") with { Checks = OnlyIf("yes") },
            Present("c1", "c") with { Checks = OnlyIf("no") },
        ]);

        var plan = PlanMaker.Make(desired, Holding(Instance("c1").With(Snapshot("there"))), Now, checks);

        Assert.Equal(["yes", "no"], checks.Asked);
        Assert.Equal([Verdict.Holds, Verdict.Skipped, Verdict.Change, Verdict.Holds], plan.Entries.Select(e => e.Verdict));
        Assert.Equal("onlyif condition is false", plan.Entries[3].Comment);
    }

    [Fact]
    public void Check_cmd_and_retry_are_told_in_the_plan_and_not_run()
    {
        var entry = Present("c1", "a") with
        {
            Checks = new EntryChecks { After = ["test -e /x"] },
            Retry = new RetryRule(3, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2), Until: true),
        };

        var planned = One(Holding(Instance("c1")), entry);

        Assert.Equal(Verdict.Change, planned.Verdict);
        Assert.Equal(["check_cmd 'test -e /x' decides behind it whether it succeeded",
            "if it fails, it is tried again, 3 times in all, 5 to 7 s apart"],
            planned.Ahead);
    }

    [Fact]
    public void A_saved_plan_keeps_what_steers_it()
    {
        var plan = PlanOf(Holding(Instance("c1")), Present("c1", "a") with
        {
            Checks = new EntryChecks { OnlyIf = [Command("x")], Creates = ["/y"], RunAs = "root" },
            Retry = new RetryRule(3, TimeSpan.FromSeconds(5), TimeSpan.Zero, Until: true),
        });

        var read = PlanJson.Read(PlanJson.Write(plan)).Desired.Entries[0];

        Assert.Equal(["x"], read.Checks!.Commands);
        Assert.Equal(("/y", "root", 3), (read.Checks.Creates[0], read.Checks.RunAs, read.Retry!.Attempts));
    }

    [Fact]
    public void What_an_entry_waits_for_goes_right_before_it_however_long_the_chain()
    {
        const int many = 20_000;
        var chain = new DesiredState([.. Enumerable.Range(0, many).Select(i => i + 1 < many
            ? Present("c1", "s") with { Dependencies = [new Dependency(i + 1, DependencyKind.Success)] } : Present("c1", "s"))]);

        Assert.Equal(Enumerable.Range(0, many).Reverse(), chain.Order());
    }

    private static Check Command(string text) => new(CheckKind.Command, text);

    private static EntryChecks OnlyIf(string command) => new() { OnlyIf = [Command(command)] };
}

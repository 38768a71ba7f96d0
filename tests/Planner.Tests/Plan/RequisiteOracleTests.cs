using System.Text.Json;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Reading;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Salt;
using Brine.Salt.States;
using Brine.Salt.Tests;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Plan;

/// <summary>
/// Requisites decide as a real Salt decided in a real run: the same order, results and comments. Salt's own test
/// states stand for snapshots that are there, are missing, or are of an instance that is missing.
/// </summary>
public sealed class RequisiteOracleTests
{
    private static readonly string[] OfGates =
        ["No changes detected", "State was not run", "onlyif condition", "unless condition", "All files in creates", "/etc/passwd exists"];

    public static TheoryData<string, string> Cases() =>
        [.. new[] { "run", "made" }.SelectMany(file => StateCase.All(file).Select(c => (file, c.Name)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_run_goes_as_it_goes_with_Salt(string file, string name)
    {
        var tree = StateCase.All(file).Single(c => c.Name == name);
        var compiled = SaltCompiler.Compile(tree.Request(), tree.Host(), TestContext.Current.CancellationToken);
        var golden = StateCase.Golden(file, name);
        if (tree.BrineSays is { } code)
        {
            Assert.Contains(compiled.Diagnostics, d => d.Code == code);
            return;
        }

        if (!golden.TryGetProperty("run", out var run) || run.EnumerateArray().Any(FailsInTheMiddle))
        {
            Assert.True(compiled.HasErrors);
            return;
        }

        Assert.False(compiled.HasErrors, string.Join('\n', compiled.Diagnostics));
        var byKey = compiled.States.Select((state, i) => (state.Key, i)).ToLookup(p => p.Key, p => p.i);
        var entries = compiled.States.Select((state, i) =>
            SteeringReader.Read(Entry(state), state, new CompileOptions(ConnectionDefaults.Local, World.Now), new Diagnostics())!
                with { Dependencies = Dependencies.Of(state, i, byKey), FailHard = state.FailHard });
        var plan = PlanMaker.Make(new DesiredState([.. entries]), Holding(Instance("c1").With(Snapshot("there"))).Lacking("gone"), Now,
            new ScriptedChecks("/bin/true", "echo x", "/etc/passwd", "/etc/group", "/etc", "true"));

        var expected = run.EnumerateArray().Select(Line).ToList();
        var lines = plan.Desired.Order().Select(i => Line(plan.Entries[i])).ToList();
        var hard = plan.Desired.Order().Select(i => plan.Entries[i]).ToList().FindIndex(e => e is { Failed: true, Entry.FailHard: true });
        Assert.Equal(expected, hard < 0 ? lines : lines[..(hard + 1)]);
    }

    /// <summary>What Salt finds out during a run, Brine tells before it.</summary>
    private static bool FailsInTheMiddle(JsonElement result) => result.GetProperty("comment").GetString() is { } comment
        && (comment == "Recursive requisite found" || comment.StartsWith("The following requisites were not found", StringComparison.Ordinal));

    private static SnapshotPresent Entry(StateDeclaration state)
    {
        var (instance, snapshot) = state.Function switch
        {
            "test.succeed_with_changes" or "environ.setenv" => ("c1", "new-" + state.Id),
            "test.succeed_without_changes" or "test.nop" => ("c1", "there"),
            _ => ("gone", "there"),
        };
        var entry = Present(instance, snapshot);
        return entry with { Origin = entry.Origin with { Id = state.Id, Sls = state.Sls, StateName = state.Name } };
    }

    private static string Line(PlannedEntry planned) => Line(
        planned.Entry.Origin.Id, planned.Entry.Origin.StateName, planned.Failed ? false : true, planned.Comment);

    private static string Line(JsonElement result) => Line(
        result.GetProperty("id").GetString()!, result.GetProperty("name").GetString()!,
        result.GetProperty("result") is { ValueKind: JsonValueKind.True },
        // Salt leaves null and what its test said, in a real run, for what a failed prereq 'x' kept from running.
        result.GetProperty("result") is { ValueKind: JsonValueKind.Null }
            ? "One or more requisite failed: a.x" : result.GetProperty("comment").GetString()!);

    /// <summary>Comments of the states' own differ between test states and snapshots; those of requisites do not.</summary>
    private static string Line(string id, string name, bool result, string comment)
    {
        const string failed = "One or more requisite failed: ";
        var said = comment.StartsWith(failed, StringComparison.Ordinal)
            ? failed + string.Join(", ", comment[failed.Length..].Split(", ").Order(StringComparer.Ordinal))
            : OfGates.Any(start => comment.StartsWith(start, StringComparison.Ordinal)) ? comment : "its own";
        return $"{id} {name} {result} {said}";
    }
}

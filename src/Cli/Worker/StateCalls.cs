using System.Collections.Immutable;
using Brine.Cli.Runs;
using Brine.Planner.Desired;
using Brine.Planner.Plan;
using Brine.Planner.Report;
using Brine.Salt.Source;

namespace Brine.Cli.Worker;

/// <summary>States as Salt calls them: all of one request are one run, and each has its own return dictionary.</summary>
internal sealed class StateCalls(WorkerEngine engine)
{
    private const string Nothing = "it says nothing";

    public async Task<ImmutableArray<SaltReturn>> RunAsync(
        WorkerServers.Link link, ImmutableArray<AskedState> states, bool isTest)
    {
        var returns = new SaltReturn[states.Length];
        var entries = ImmutableArray.CreateBuilder<DesiredEntry>();
        var places = new List<int>();
        for (var i = 0; i < states.Length; i++)
        {
            var (entry, wrong) = Read(states[i], link.Defaults, engine.World.Time.GetUtcNow());
            if (entry is null)
            {
                returns[i] = Failed(Origin(states[i]), wrong ?? Nothing);
                continue;
            }

            places.Add(i);
            entries.Add(entry);
        }

        if (entries.Count == 0)
            return [.. returns];
        try
        {
            var (plan, report) = await engine.RunAsync(link, entries.ToImmutable(), isTest, mayGoOn: null);
            for (var i = 0; i < places.Count; i++)
                returns[places[i]] = report is null ? SaltReturn.Of(plan.Entries[i]) : SaltReturn.Of(report.Outcomes[i]);
        }
        catch (WorkerRefusal e)
        {
            foreach (var (place, i) in places.Select((p, i) => (p, i)))
                returns[place] = Failed(entries[i].Origin, e.Message);
        }

        return [.. returns];
    }

    /// <summary>One state's entry, or what is wrong with it.</summary>
    public static (DesiredEntry? Entry, string? Wrong) Read(AskedState state, ConnectionDefaults defaults, DateTimeOffset now)
    {
        try
        {
            var declared = OneState.Of(state.Function, state.Arguments.Entries.Select(e => (e.Key.Text, e.Value)));
            var read = DesiredCompiler.Compile([declared], [], new CompileOptions(defaults, now));
            return read.HasErrors
                ? (null, string.Join("; ", read.Diagnostics.Where(d => d.Severity == Severity.Error).Select(Wording.Of)))
                : (read.Desired.Entries.FirstOrDefault(), null);
        }
        catch (UsageException e)
        {
            return (null, Wording.Of(e));
        }
    }

    /// <summary>The entry of a state that a call stands for.</summary>
    /// <exception cref="WorkerRefusal">The arguments are wrong.</exception>
    public static T Read<T>(string function, CallArguments arguments, ConnectionDefaults defaults, DateTimeOffset now) where T : DesiredEntry
    {
        var (entry, wrong) = Read(new AskedState(function, arguments.Given), defaults, now);
        return entry as T ?? throw new WorkerRefusal(wrong ?? Nothing);
    }

    private static Origin Origin(AskedState state)
    {
        var name = new CallArguments(state.Arguments).Text("name") ?? "";
        return new Origin { Id = name, Function = state.Function, ReturnName = name, StateName = name };
    }

    private static SaltReturn Failed(Origin origin, string why) => new(origin, false, [], why, null, TimeSpan.Zero);
}

using Brine.Converge.Groups;
using Brine.Converge.Observe;
using Brine.Converge.Steps;
using Brine.Incus;
using Brine.Incus.Exec;
using Brine.Planner.Names;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Converge.Drills;

/// <summary>The throwaway instance of a drill. No method touches an instance that does not bear the drill's mark.</summary>
internal sealed class DrillClone(RunServer server, DrillInterruption record)
{
    private const int LongestOutput = 2_000;

    private const int Attempts = 8;

    private const string Gone = "its clone ended while the check was to be run";

    private const string NotOurs = "is not this drill's own, and is left alone";

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(250);

    /// <summary>Between the end of a check's time and the moment when it is no longer waited for.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(3);

    private readonly InstanceAddress _at = record.Instance with { Name = record.Throwaway };

    public RunServer Server => server;

    public DrillInterruption Record => record;

    public async Task<DrillEnd> MakeAsync(DrillSnapshot step, CancellationToken token)
    {
        var create = new CreateInstance(_at, new Planner.Desired.InstanceSource("copy", Copy: $"{step.Instance.Name}/{step.Name}"), step.Type,
            step.Config.SetItem(DrillMark.Key, record.Mark), step.Devices, [], Ephemeral: false)
        {
            Description = $"drill of {step.Instance.Name}/{step.Name}, to be removed",
        };
        await InstanceSteps.CreateAsync(server, create, token);
        // The last look before anything in it runs: what it has is what the plan let it have, or nothing starts.
        var made = await server.Client.Instances.GetBasicAsync(_at.Project, _at.Name, token);
        if (!IsOurs(made))
            throw new StepFailedException($"the instance {_at} {NotOurs}");
        var foreign = made.ExpandedDevices.Where(d => !DrillDevices.IsSafe(d.Value)).Select(d => d.Key).ToList();
        return foreign.Count == 0 ? DrillEnd.Well
            : throw new StepFailedException($"the clone was made with {string.Join(", ", foreign)}, which it must not have; it was not started");
    }

    public async Task<DrillEnd> StartAsync(CancellationToken token)
    {
        try
        {
            await Power.ChangeAsync(server, _at, StateChange.Start, false, token);
            return DrillEnd.Well;
        }
        catch (IncusException e) when (!ServerWatch.IsAway(e.Kind) && !ServerWatch.IsUnsure(e.Kind))
        {
            // Incus says little more than "exit status 1"; the reason is in a log that goes with the clone.
            var log = await CloneLog.FirstErrorAsync(server.Client, _at, token);
            return new DrillEnd(false, ErrorText.Of(e) + (log is null ? "" : $" ({log})"));
        }
    }

    /// <summary>Until a command can be run in it.</summary>
    public async Task<DrillEnd> AwaitAsync(DrillSnapshot step, CancellationToken token)
    {
        var start = server.Time.GetTimestamp();
        while (true)
        {
            var state = await StateAsync(token);
            if (state?.Processes > 0)
                return DrillEnd.Well;
            if (state?.Status == "Stopped")
                return new DrillEnd(false, "its clone started and ended again at once"
                    + (await CloneLog.FirstErrorAsync(server.Client, _at, token) is { } log ? $" ({log})" : ""));
            if (server.Time.GetElapsedTime(start) > step.ReadyWithin)
                return new DrillEnd(false, $"its clone started, but no command could be run in it within {Instants.Span(step.ReadyWithin)}: "
                    + (step.Type == "virtual-machine" ? "its agent does not answer" : "there is no process in it"));
            await Task.Delay(s_poll, server.Time, token);
        }
    }

    public async Task<DrillEnd> CheckAsync(DrillSnapshot step, CancellationToken token)
    {
        var start = server.Time.GetTimestamp();
        using var limit = new CancellationTokenSource(step.Timeout + s_grace, server.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        var late = new DrillEnd(false, $"the check did not end within {Instants.Span(step.Timeout)}");
        try
        {
            var ended = await server.Client.Executions.RunAsync(_at.Project, _at.Name,
                MemberCommands.Line(step.Check, step.Timeout), step.Timeout, either.Token);
            var took = server.Time.GetElapsedTime(start);
            var output = Short(string.Join('\n', new[] { ended.Output.Trim(), ended.ErrorOutput.Trim() }.Where(s => s.Length > 0)));
            return (ended.ExitCode == 0 ? new DrillEnd(true, FormattableString.Invariant($"the check ended well in {took.TotalSeconds:0.0} s"))
                : MemberCommands.IsEndedByTime(ended.ExitCode) && took >= step.Timeout ? late
                : await EndedAsync(token) ? new DrillEnd(false, Gone)
                : new DrillEnd(false, FormattableString.Invariant($"the check exited with {ended.ExitCode}") + Last(ended))) with { Output = output };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !token.IsCancellationRequested)
        {
            return late;
        }
        catch (IncusException e) when (!ServerWatch.IsAway(e.Kind) && !ServerWatch.IsUnsure(e.Kind))
        {
            return new DrillEnd(false, await EndedAsync(token) ? Gone : "the check could not be run: " + ErrorText.Of(e));
        }
    }

    /// <summary>Once what may still be making it has ended.</summary>
    public async Task<bool> IsThereAsync(CancellationToken token)
    {
        await SettledAsync(token);
        try
        {
            return IsOurs(await server.Client.Instances.GetBasicAsync(_at.Project, _at.Name, token));
        }
        catch (IncusException e) when (e.Missing == MissingThing.Instance)
        {
            return false;
        }
    }

    /// <summary>Stops and deletes it, and what may still be making it is waited for. Null: it is gone. Otherwise why not.</summary>
    public async Task<string?> RemoveAsync(CancellationToken token)
    {
        try
        {
            await SettledAsync(token);
            for (var attempt = 1; ; attempt++)
                try
                {
                    var found = await server.Client.Instances.GetBasicAsync(_at.Project, _at.Name, token);
                    if (!IsOurs(found))
                        return null; // then this drill made none
                    if (found.Status != "Stopped")
                        await Power.ChangeAsync(server, _at, StateChange.Stop, true, token);
                    await InstanceSteps.DeleteAsync(server, new DeleteInstance(_at), token);
                    return null;
                }
                catch (IncusException e) when (attempt < Attempts && e.Missing is null && e.Kind != IncusErrorKind.Forbidden)
                {
                    // While its init is dying, Incus 6.0.4 can neither read nor stop it: Invalid PID (HTTP 500).
                    await Task.Delay(s_poll * attempt, server.Time, token);
                }
        }
        catch (IncusException e) when (e.Missing == MissingThing.Instance)
        {
            return null; // it was never made, or somebody else was quicker
        }
        catch (Exception e) when (e is IncusException or StepFailedException)
        {
            return $"the clone {_at} could not be removed: {ErrorText.Of(e)}";
        }
        catch (OperationCanceledException)
        {
            return $"the clone {_at} could not be removed in time";
        }
    }

    /// <summary>A drill that was cut off may have just asked for it.</summary>
    private Task SettledAsync(CancellationToken token) =>
        UnfinishedWork.AwaitAsync(server.Client, new HashSet<InstanceAddress> { _at }, token);

    /// <summary>Null: Incus cannot tell just now, as while its init is dying.</summary>
    private async Task<InstanceState?> StateAsync(CancellationToken token)
    {
        try
        {
            return await server.Client.Instances.GetStateAsync(_at.Project, _at.Name, token);
        }
        catch (IncusException e) when (e.Kind is IncusErrorKind.Server or IncusErrorKind.OperationFailed)
        {
            return null;
        }
    }

    /// <summary>Its init has ended, and the check with it. While the last of it goes, Incus reads Running without a process.</summary>
    private async Task<bool> EndedAsync(CancellationToken token)
    {
        var start = server.Time.GetTimestamp();
        while (true)
        {
            var state = await StateAsync(token);
            if (state is null or { Status: "Stopped" })
                return true;
            if (state.Processes > 0 || server.Time.GetElapsedTime(start) > Power.Dying)
                return false;
            await Task.Delay(s_poll, server.Time, token);
        }
    }

    private bool IsOurs(Instance instance) => instance.Config.GetValueOrDefault(DrillMark.Key) == record.Mark;

    private static string Last(ExecutionResult ended)
    {
        var said = ended.ErrorOutput.Trim().Length > 0 ? ended.ErrorOutput : ended.Output;
        return said.Trim().Split('\n')[^1].Trim() is { Length: > 0 } line ? ": " + line : "";
    }

    private static string Short(string text) => text.Length <= LongestOutput ? text : text[..LongestOutput] + " …";
}

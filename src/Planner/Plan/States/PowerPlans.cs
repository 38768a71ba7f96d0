using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Observed;

namespace Brine.Planner.Plan.States;

/// <summary><c>instance_running</c> and <c>instance_stopped</c>.</summary>
internal static class PowerPlans
{
    public static PlannedEntry Running(InstanceRunning entry, ObservedInstance instance, ObservedServer server)
    {
        var status = new Fact(entry.Label, "status", instance.Status);
        var wait = entry.ReadyWithin is { } within ? ImmutableArray.Create<PlanStep>(new AwaitReady(entry.Instance, within)) : [];
        if (instance.IsRunning)
            // Waiting changes nothing, so it is no change; the runner still does it.
            return Verdicts.Holds(entry, $"Instance {entry.Label} is already running", status) with
            {
                Steps = wait,
                FailedComment = $"Instance {entry.Label} is running but agent is not ready",
            };
        if (instance.Status != "Stopped" && !instance.IsFrozen)
            return Verdicts.Refused(entry, $"Failed to start instance {entry.Label}: its status is {instance.Status}; see incus info {entry.Label} --show-log", status);
        if (instance.Member is { } member && server.IsEvacuated(member))
            return Verdicts.Refused(entry, $"Failed to start instance {entry.Label}: {ObservedServer.Evacuation(member)}", status);
        var power = new SetPower(entry.Instance, instance.IsFrozen ? PowerAction.Thaw : PowerAction.Start, false)
        {
            Changes = [Change.Of("state", instance.Status, "Running")],
            Reason = $"it is {instance.Status}",
        };
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Instance {entry.Label} would be started" + (wait.IsEmpty ? "" : " and wait for agent to be ready"),
            DoneComment = wait.IsEmpty ? $"Instance {entry.Label} started" : $"Instance {entry.Label} started and ready",
            FailedComment = $"Failed to start instance {entry.Label}",
            Steps = wait.Insert(0, power),
            Facts = [status],
            Notes = entry.Notes,
        };
    }

    public static PlannedEntry Stopped(InstanceStopped entry, ObservedInstance instance)
    {
        var status = new Fact(entry.Label, "status", instance.Status);
        if (instance.Status == "Stopped")
            return Verdicts.Holds(entry, $"Instance {entry.Label} is already stopped", status);
        var stop = new SetPower(entry.Instance, PowerAction.Stop, entry.Force)
        {
            Changes = [Change.Of("state", instance.Status, "Stopped")],
            Reason = $"it is {instance.Status}",
        };
        return new PlannedEntry
        {
            Entry = entry,
            Verdict = Verdict.Change,
            Comment = $"Instance {entry.Label} would be stopped",
            DoneComment = $"Instance {entry.Label} stopped",
            FailedComment = $"Failed to stop instance {entry.Label}",
            // A frozen instance cannot shut down; it must hear the request.
            Steps = instance.IsFrozen && !entry.Force
                ? [new SetPower(entry.Instance, PowerAction.Thaw, false) { Reason = "it is frozen and could not shut down" }, stop]
                : [stop],
            Facts = [status],
            Notes = entry.Notes,
        };
    }
}

using Brine.Sandbox.Http;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Api;

/// <summary>/1.0/instances/NAME/state</summary>
internal static class InstanceStateApi
{
    public static Reply Get(Call call) =>
        Reply.Sync(InstanceJson.State(call.World, call.World.InstanceOf(call.Project, call.Segments[1])));

    public static Reply Put(Call call)
    {
        var world = call.World;
        var fields = call.Fields("InstanceStatePut");
        var action = fields.Text("action") ?? "";
        var force = fields.Flag("force") ?? false;
        var timeout = fields.Number("timeout") ?? -1;
        var instance = world.InstanceOf(call.Project, call.Segments[1]);
        if (Title(action).Length == 0)
            throw new IncusError(400, $"Unknown action: '{action}'");
        if (action != "stop")
            world.CheckNotEvacuated(instance.Location);
        var key = World.Key(instance.Project, instance.Name);
        return OperationsApi.Started(world, world.Operations.Start(
            action, Title(action), call.Project,
            [("instances", [Wire.Url(instance.Project, "instances", instance.Name)])],
            new Work(() => Apply(world, instance, action, force, timeout))
            {
                OnFault = () => instance.IsDying = action == "start" && instance.IsStopped,
                WaitFor = () => action is "start" or "stop" ? world.Locks.Freed(key) : null,
                Begin = () =>
                {
                    if (action == "restart" && world.Locks.Holder(key) is { } holder)
                        throw new IncusError(500, $"Create restart operation: {IncusError.Busy(holder).Message}");
                },
            }));
    }

    /// <summary>What the operation is called; empty for an action that does not exist.</summary>
    public static string Title(string action) => action switch
    {
        "start" => "Starting instance",
        "stop" => "Stopping instance",
        "restart" => "Restarting instance",
        "freeze" => "Freezing instance",
        "unfreeze" => "Unfreezing instance",
        _ => "",
    };

    public static void Apply(World world, Instance instance, string action, bool force, int timeout)
    {
        switch (action)
        {
            case "start":
                Power.Start(world, instance);
                break;
            case "stop":
                Power.Stop(world, instance, force, timeout);
                break;
            case "restart":
                Power.Restart(world, instance, force, timeout);
                break;
            case "freeze":
                Power.Freeze(instance);
                break;
            case "unfreeze":
                Power.Unfreeze(instance);
                break;
        }
    }
}

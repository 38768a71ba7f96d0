using Brine.Planner.Plan;

namespace Brine.Cli.Runs;

/// <summary>A step while it is under way.</summary>
internal static class StepWords
{
    public static string Of(PlanStep step) => step switch
    {
        CreateSnapshot s => $"taking snapshot {s.Name}",
        DeleteSnapshot s => $"deleting snapshot {s.Name}",
        SetSnapshotExpiry s => $"setting the expiry of {s.Name}",
        SetSnapshotDescription s => $"describing {s.Name}",
        PinSnapshot s => $"{(s.Pin is null ? "unpinning" : "pinning")} {s.Name}",
        RenameSnapshot s => $"renaming {s.Name} to {s.NewName}",
        RestoreSnapshot s => $"restoring to {s.Name}",
        PublishSnapshot s => $"publishing {s.Name}",
        PointAlias s => $"moving image alias {s.Alias}",
        UpdateImage => "updating the image",
        TakeGroup s => $"taking snapshot set {s.Name}",
        DeleteGroup s => $"deleting snapshot set {s.Name}",
        RestoreGroup s => $"restoring to snapshot set {s.Name}",
        CreateVolumeSnapshot s => $"taking snapshot {s.Name}",
        DeleteVolumeSnapshot s => $"deleting snapshot {s.Name}",
        RestoreVolume s => $"restoring to {s.Name}",
        VolumeStep s => $"changing snapshot {s.Name}",
        CreateInstance => "creating the instance",
        UpdateInstance => "updating the instance",
        DeleteInstance => "deleting the instance",
        SetPower { Action: PowerAction.Start } => "starting",
        SetPower { Action: PowerAction.Stop } => "stopping",
        SetPower => "changing power",
        AwaitReady => "waiting until it answers",
        _ => "working",
    };
}

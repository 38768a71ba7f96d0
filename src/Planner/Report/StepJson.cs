using System.Text.Json;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Planner.Report;

/// <summary>One step as data: what it does, to what, and what it costs.</summary>
internal static class StepJson
{
    public static void Write(Utf8JsonWriter json, PlanStep step, bool isOneOfMany)
    {
        json.WriteStartObject();
        json.WriteString("do", Verb(step));
        if (isOneOfMany && step is not GroupStep)
            json.WriteString("instance", step.Place);
        if (Snapshot(step) is { } snapshot)
            json.WriteString("snapshot", snapshot);
        switch (step)
        {
            case CreateSnapshot s:
                json.WriteBoolean("stateful", s.Stateful);
                json.WriteString("expires", s.Expires.ToString());
                json.WriteString("description", SnapshotNote.Parse(s.Description).Text);
                break;
            case SetSnapshotExpiry s:
                json.WriteString("expires_at", Instants.FormatExpiry(s.ExpiresAt));
                break;
            case SetSnapshotDescription s:
                json.WriteString("description", SnapshotNote.Parse(s.Description).Text);
                break;
            case RenameSnapshot s:
                json.WriteString("new_name", s.NewName);
                break;
            case RestoreSnapshot s:
                if (s.CreatedAt is { } taken)
                    json.WriteString("created_at", Instants.Format(taken));
                else
                    json.WriteNull("created_at");
                json.WriteBoolean("stateful", s.Stateful);
                json.WriteBoolean("disk_only", s.DiskOnly);
                json.WriteBoolean("safety_snapshot", s.TakeSafetySnapshot);
                ReportJson.Texts(json, "losses", s.Losses);
                break;
            case CreateVolumeSnapshot s:
                json.WriteString("expires", s.Expires.ToString());
                json.WriteString("description", SnapshotNote.Parse(s.Description).Text);
                break;
            case SetVolumeSnapshotExpiry s:
                json.WriteString("expires_at", Instants.FormatExpiry(s.ExpiresAt));
                break;
            case SetVolumeSnapshotDescription s:
                json.WriteString("description", SnapshotNote.Parse(s.Description).Text);
                break;
            case RestoreVolume s:
                ReportJson.Texts(json, "losses", s.Losses);
                break;
            case PublishSnapshot s:
                json.WriteString("alias", s.Alias);
                break;
            case DrillSnapshot s:
                json.WriteString("check", s.Check);
                json.WriteNumber("timeout_s", s.Timeout.TotalSeconds);
                json.WriteNumber("ready_within_s", s.ReadyWithin.TotalSeconds);
                ReportJson.Texts(json, "left_out", s.LeftOut);
                break;
            case PointAlias s:
                json.WriteString("alias", s.Alias);
                json.WriteString("fingerprint", s.To);
                break;
            case UpdateImage s:
                json.WriteString("fingerprint", s.Fingerprint);
                break;
            case GroupStep s:
                if (s is TakeGroup take)
                    json.WriteBoolean("freeze", take.Freeze);
                json.WriteStartArray("members");
                foreach (var part in s.OfMembers)
                    Write(json, part, isOneOfMany: true);
                json.WriteEndArray();
                if (!s.OfVolumes.Any())
                    break;
                json.WriteStartArray("volumes");
                foreach (var part in s.OfVolumes)
                    Write(json, part, isOneOfMany: true);
                json.WriteEndArray();
                break;
            case SetPower s:
                json.WriteBoolean("force", s.Force);
                break;
            case AwaitReady s:
                json.WriteNumber("within_s", s.Within.TotalSeconds);
                break;
        }

        if (step.Reason.Length > 0)
            json.WriteString("reason", step.Reason);
        json.WriteEndObject();
    }

    private static string Verb(PlanStep step) => step switch
    {
        CreateSnapshot => "create-snapshot",
        DeleteSnapshot => "delete-snapshot",
        SetSnapshotExpiry => "set-expiry",
        SetSnapshotDescription => "set-description",
        PinSnapshot { Pin: null } => "unpin-snapshot",
        PinSnapshot => "pin-snapshot",
        RenameSnapshot => "rename-snapshot",
        RestoreSnapshot => "restore-snapshot",
        RecordRestore => "record-restore",
        PublishSnapshot => "publish-snapshot",
        DrillSnapshot => "drill-snapshot",
        PointAlias => "point-alias",
        UpdateImage => "update-image",
        CreateVolumeSnapshot => "create-volume-snapshot",
        DeleteVolumeSnapshot => "delete-volume-snapshot",
        SetVolumeSnapshotExpiry => "set-volume-snapshot-expiry",
        SetVolumeSnapshotDescription => "set-volume-snapshot-description",
        RestoreVolume => "restore-volume",
        TakeGroup => "take-group",
        DeleteGroup => "delete-group",
        RestoreGroup => "restore-group",
        CreateInstance => "create-instance",
        UpdateInstance => "update-instance",
        DeleteInstance => "delete-instance",
        SetPower { Action: PowerAction.Start } => "start",
        SetPower { Action: PowerAction.Stop } => "stop",
        SetPower { Action: PowerAction.Freeze } => "freeze",
        SetPower => "thaw",
        AwaitReady => "await-ready",
        _ => throw new InvalidOperationException($"a step without a word: {step.GetType().Name}"),
    };

    private static string? Snapshot(PlanStep step) => step switch
    {
        CreateSnapshot s => s.Name,
        DeleteSnapshot s => s.Name,
        SetSnapshotExpiry s => s.Name,
        SetSnapshotDescription s => s.Name,
        PinSnapshot s => s.Name,
        RenameSnapshot s => s.Name,
        RestoreSnapshot s => s.Name,
        RecordRestore s => s.Name,
        PublishSnapshot s => s.Name,
        VolumeStep s => s.Name,
        TakeGroup s => s.Name,
        DeleteGroup s => s.Name,
        RestoreGroup s => s.Name,
        DrillSnapshot s => s.Name,
        _ => null,
    };
}

using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Drills;
using Brine.Planner.Observed.Images;
using Brine.Planner.Plan;
using Brine.Planner.Schedule;

namespace Brine.Planner.Report;

/// <summary>
/// One step of a plan for people: a line with its symbol, and lines below it for what it brings and what it costs.
/// </summary>
internal static class StepText
{
    private const int Indent = 2;
    private const int Below = 6;

    /// <param name="isOneOfMany">The entry speaks of several instances: then the step says of which it is.</param>
    public static void Write(StyledWriter text, PlanStep step, DateTimeOffset madeAt, string where, bool isOneOfMany)
    {
        var kind = Tally.KindOf(step);
        var reason = step.Reason.Length > 0 ? step.Reason : Particulars(step);
        text.Hanging(Indent, Below, (OutcomeKind.Symbol(kind) + " ", kind),
            (Words(step) + (isOneOfMany && step is not GroupStep ? $" of {step.Place}" : ""), kind == Style.Restore ? Style.Bold : Style.Plain),
            (reason.Length > 0 ? $" ({reason})" : "", Style.Plain), (where.Length > 0 ? "  " + where : "", Style.Dim));
        foreach (var (line, style) in Details(step, madeAt))
            text.Hanging(Below, Below + 2, (line, style));
    }

    private static string Words(PlanStep step) => step switch
    {
        CreateSnapshot s => $"create {(s.Stateful ? "stateful snapshot" : "snapshot")} {s.Name}",
        DeleteSnapshot s => $"delete snapshot {s.Name}",
        SetSnapshotExpiry { ExpiresAt: { } at } s => $"let snapshot {s.Name} expire at {Instants.Readable(at)}",
        SetSnapshotExpiry s => $"let snapshot {s.Name} never expire",
        SetSnapshotDescription s => $"describe snapshot {s.Name}",
        PinSnapshot s => s.Pin is null ? $"unpin snapshot {s.Name}" : $"pin snapshot {s.Name}",
        RenameSnapshot s => $"rename snapshot {s.Name} to {s.NewName}",
        RestoreSnapshot s => $"restore to snapshot {s.Name}"
            + (s.Stateful ? ", with its memory" : "") + (s.DiskOnly ? ", the disk only" : ""),
        RecordRestore s => $"note the restore to {s.Name} that an interrupted run carried out",
        PublishSnapshot s => $"publish snapshot {s.Name} as {s.Alias}",
        DrillSnapshot s => $"drill snapshot {s.Name}",
        PointAlias s => $"let image alias {s.Alias} point at {ImageOrigin.Short(s.To)}",
        UpdateImage s => $"update image {ImageOrigin.Short(s.Fingerprint)}",
        CreateVolumeSnapshot s => $"create snapshot {s.Name} of volume {s.Volume.Name}",
        DeleteVolumeSnapshot s => $"delete snapshot {s.Name} of volume {s.Volume.Name}",
        SetVolumeSnapshotExpiry { ExpiresAt: { } at } s => $"let snapshot {s.Name} of volume {s.Volume.Name} expire at {Instants.Readable(at)}",
        SetVolumeSnapshotExpiry s => $"let snapshot {s.Name} of volume {s.Volume.Name} never expire",
        SetVolumeSnapshotDescription s => $"describe snapshot {s.Name} of volume {s.Volume.Name}",
        RestoreVolume s => $"restore volume {s.Volume.Name} to snapshot {s.Name}",
        TakeGroup s => $"create snapshot set {s.Name} of {Members(s)}",
        DeleteGroup s => $"delete snapshot set {s.Name} of {Members(s)}",
        RestoreGroup s => $"restore {Members(s)} to snapshot set {s.Name}",
        CreateInstance s => $"create {(s.Type == "virtual-machine" ? "virtual machine" : "container")} {Source(s)}",
        UpdateInstance => "update the instance",
        DeleteInstance => "delete the instance with all its snapshots",
        SetPower s => Power(s),
        AwaitReady s => $"wait until it answers, at most {Instants.Span(s.Within)}",
        _ => throw new InvalidOperationException($"a step without words: {step.GetType().Name}"),
    };

    private static string Members(GroupStep step) => Words(step).List(step.OfMembers.Select(p => p.Instance))
        + (step.OfVolumes.Any() ? " with " + string.Join(", ", step.OfVolumes.Select(v => Words(step)[v.Volume])) : "");

    private static MemberWords Words(GroupStep step) => MemberWords.Of(step.OfMembers.Select(p => p.Instance));

    private static string Particulars(PlanStep step) => step switch
    {
        CreateSnapshot s => Expires(s.Expires),
        DeleteSnapshot s => Taken(s.CreatedAt),
        RestoreSnapshot s => Taken(s.CreatedAt),
        DrillSnapshot s => Taken(s.CreatedAt),
        _ => "",
    };

    private static string Taken(DateTimeOffset? at) =>
        at is { } instant ? $"taken {Instants.Readable(instant)}" : "taken in this run";

    private static string Power(SetPower step) => step.Action switch
    {
        PowerAction.Start => "start",
        PowerAction.Stop => step.Force ? "stop, by force" : "stop",
        PowerAction.Freeze => "freeze",
        _ => "thaw",
    };

    private static string Source(CreateInstance step) => step.Source.Kind switch
    {
        "image" => $"from image {step.Source.Alias ?? step.Source.Fingerprint}",
        "copy" => $"as a copy of {step.Source.Copy}",
        _ => "without a system",
    };

    private static string Expires(Expiry expiry) => expiry switch
    {
        Expiry.Never => "never expires",
        Expiry.Inherit => "expires as the instance's snapshots.expiry says",
        Expiry.At at => $"expires {Instants.Readable(at.Instant)}",
        _ => $"expires after {expiry}",
    };

    private static IEnumerable<(string Line, Style Style)> Details(PlanStep step, DateTimeOffset madeAt)
    {
        switch (step)
        {
            case CreateSnapshot s when SnapshotNote.Parse(s.Description).Text is { Length: > 0 } note:
                foreach (var line in note.Split('\n'))
                    yield return ($"\"{line}\"", Style.Dim);
                break;
            case TakeGroup s:
                foreach (var (word, commands) in new[] { ("before", s.Before), ("after", s.After) })
                    foreach (var command in commands)
                        yield return ($"{word}, in {Words(s)[command.Instance]}: {command.Command}", Style.Dim);
                if (SnapshotNote.Parse(s.Members[0].Description).Text is { Length: > 0 } about)
                    foreach (var line in about.Split('\n'))
                        yield return ($"\"{line}\"", Style.Dim);
                break;
            case RestoreGroup s:
                foreach (var part in s.Members)
                {
                    yield return ($"{Words(s)[part.Instance]}:", Style.Restore);
                    foreach (var (line, style) in Details(part, madeAt))
                        yield return ("  " + line, style);
                }

                foreach (var part in s.Volumes)
                {
                    yield return ($"volume {Words(s)[part.Volume]}:", Style.Restore);
                    foreach (var (line, style) in Details(part, madeAt))
                        yield return ("  " + line, style);
                }

                break;
            case RestoreSnapshot s:
                yield return (s.CreatedAt is { } taken ? $"undoes the last {Instants.Span(madeAt - taken)}:"
                    : "undoes:", Style.Restore);
                foreach (var loss in s.Losses)
                    yield return ("- " + loss, Style.Restore);
                if (s.TakeSafetySnapshot)
                    yield return ("takes a snapshot before-restore-… first, which expires after 7d", Style.Dim);
                else if (s.ExistingSafetySnapshot is { } safety)
                    yield return ($"keeps the safety snapshot {safety} of the interrupted run", Style.Dim);
                break;
            case CreateVolumeSnapshot s when SnapshotNote.Parse(s.Description).Text is { Length: > 0 } note:
                foreach (var line in note.Split('\n'))
                    yield return ($"\"{line}\"", Style.Dim);
                break;
            case RestoreVolume s:
                yield return (s.CreatedAt is { } of ? $"undoes the last {Instants.Span(madeAt - of)}:" : "undoes:", Style.Restore);
                foreach (var loss in s.Losses)
                    yield return ("- " + loss, Style.Restore);
                break;
            case DrillSnapshot s:
                yield return ("a clone without network is started, asked, and removed:", Style.Dim);
                yield return ($"$ {SnapshotDrill.Line(s.Check)}  (at most {Instants.Span(s.Timeout)})", Style.Dim);
                break;
            case SetSnapshotDescription or SetVolumeSnapshotDescription:
                foreach (var change in step.Changes)
                    yield return (ChangeLines.Values(change), Style.Change);
                break;
            case UpdateInstance or UpdateImage:
                foreach (var change in step.Changes)
                    yield return (ChangeLines.Of(change), Style.Change);
                break;
        }
    }
}

using System.Collections.Immutable;
using Brine.Incus;
using Brine.Incus.Publishing;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Images;
using Brine.Planner.Plan;

namespace Brine.Converge.Steps;

/// <summary>Steps on images.</summary>
internal static class PublishSteps
{
    public static async Task<StepResult> PublishAsync(RunServer server, PublishSnapshot step, CancellationToken token)
    {
        var at = step.Instance;
        var snapshot = await server.Client.Snapshots.TryGetAsync(at.Project, at.Name, step.Name, token)
            ?? throw new StepFailedException($"snapshot {step.Name} is gone since the plan was made");
        if (!server.HasMade(at, step.Name))
            SnapshotCheck.Same(snapshot, step.CreatedAt, isOwn: false);
        var origin = ImageOrigin.Properties(at, step.Name, snapshot.CreatedAt);
        var publish = new ImagePublish(at.Name, step.Name, step.Properties.SetItems(origin), step.IsPublic, step.Compression);
        var made = await MakeAsync(server, at, publish, origin, token);
        ImmutableArray<Change> changes = [Change.Of("image", step.OldFingerprint, made)];
        try
        {
            await PointAsync(server, at, step.Alias, step.OldFingerprint, made, token);
        }
        catch (Exception e) when (e is IncusException or StepFailedException)
        {
            throw new StepFailedException($"image {made} was made, but the alias {step.Alias} could not be set: {ErrorText.Of(e)}", e);
        }

        return new StepResult(changes, []) { Said = $": fingerprint {made}" };
    }

    public static async Task PointAsync(
        RunServer server, InstanceAddress at, string alias, string? from, string to, CancellationToken token)
    {
        var images = server.Client.Images;
        var now = await images.TryGetAliasAsync(at.Project, alias, token);
        if (now?.Fingerprint == to)
            return;
        if (now?.Fingerprint != from)
            throw new StepFailedException($"it points at {now?.Fingerprint ?? "nothing"} now, and at {from ?? "nothing"} when the plan was made");
        await server.SureAsync(
            () => now is null ? images.CreateAliasAsync(at.Project, alias, to, token)
                : images.MoveAliasAsync(at.Project, alias, to, now.ETag, token),
            async () => (await images.TryGetAliasAsync(at.Project, alias, token))?.Fingerprint == to, token);
    }

    public static Task UpdateAsync(RunServer server, UpdateImage step, CancellationToken token) => server.SureAsync(
        () => server.Client.Images.PatchAsync(step.Instance.Project, step.Fingerprint, step.IsPublic, step.Properties, token),
        () => Task.FromResult(false), token);

    private static async Task<string> MakeAsync(
        RunServer server, InstanceAddress at, ImagePublish publish, ImmutableSortedDictionary<string, string> origin, CancellationToken token)
    {
        string? operation = null;
        try
        {
            return await server.Client.Images.PublishAsync(at.Project, publish, id =>
            {
                operation = id;
                return ValueTask.CompletedTask;
            }, token);
        }
        catch (IncusException e) when (ServerWatch.IsUnsure(e.Kind))
        {
            await server.Watch.AwaitAsync(token);
            // The operation may go on; the image, once there, says what it is made of.
            if (operation is not null && Images.Fingerprint(await server.Client.Operations.WaitAsync(operation, token)) is { } ended)
                return ended;
            var images = await server.Client.Images.ListAsync(at.Project, token);
            return images.FirstOrDefault(i => origin.All(p => i.Properties.GetValueOrDefault(p.Key) == p.Value))?.Fingerprint
                ?? throw new StepFailedException("the answer of the server got lost, and it has no such image; run it again");
        }
    }
}

using System.Collections.Immutable;
using Brine.Converge.Journal;
using Brine.Incus;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Plan;

namespace Brine.Converge.Steps;

/// <summary>
/// Takes one snapshot, whole: with its expiry and description, and never a phantom (listed without data after a daemon
/// died over it, facts/incus-benches.md §8).
/// </summary>
internal sealed class SnapshotTaker(RunJournal journal)
{
    private const int Attempts = 4;

    /// <summary>What is put back behind a snapshot does not wait for ever, nor for a second Ctrl-C.</summary>
    private static readonly TimeSpan s_tidying = TimeSpan.FromSeconds(30);

    /// <param name="record">Written to the journal before; ended here once the snapshot is sure to be there, or not to
    /// be.</param>
    /// <returns>What went otherwise than planned.</returns>
    public async Task<ImmutableArray<string>> TakeAsync(
        RunServer server, NewSnapshot wanted, Interruption.CreatingSnapshot record, CancellationToken token)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        try
        {
            if (wanted.Home == DescriptionHome.ConfigKey)
                await PostWithKeyAsync(server, wanted, record, notes, token);
            else
                await PostAsync(server, wanted, record, notes, token);
        }
        catch (IncusException e) when (!ServerWatch.IsUnsure(e.Kind) && !ServerWatch.IsAway(e.Kind))
        {
            journal.Done(record); // refused: there is no snapshot to doubt
            throw;
        }

        server.NoteMade(wanted.Instance, wanted.Name);
        if (wanted.Home == DescriptionHome.Volume)
            await DescribeAsync(server, wanted, token);
        journal.Done(record);
        return notes.ToImmutable();
    }

    public static async Task SetDescriptionAsync(
        RunServer server, InstanceAddress address, string snapshot, string description, CancellationToken token)
    {
        var home = await server.HomeAsync(address, token);
        await server.SureAsync(
            () => server.Client.Volumes.SetSnapshotDescriptionAsync(
                address.Project, home.Pool, home.Type, address.Name, snapshot, description, token),
            () => Task.FromResult(false), token);
    }

    private static async Task DescribeAsync(RunServer server, NewSnapshot wanted, CancellationToken token)
    {
        try
        {
            await SetDescriptionAsync(server, wanted.Instance, wanted.Name, wanted.Description, token);
        }
        catch (IncusException e)
        {
            var remedy = e.Kind == IncusErrorKind.Forbidden
                ? "; this client may not edit storage volumes: use a certificate that may, or declare no description"
                : "";
            throw new StepFailedException(
                $"snapshot {wanted.Name} was taken, but its description could not be set: {e.Message}{remedy}", e)
            {
                Done = [Change.Of("snapshot", null, wanted.Name)],
            };
        }
    }

    /// <summary>
    /// The key is on the instance just while the snapshot is taken; it comes off again whatever happens.
    /// </summary>
    private static async Task PostWithKeyAsync(
        RunServer server, NewSnapshot wanted, Interruption.CreatingSnapshot record,
        ImmutableArray<string>.Builder notes,
        CancellationToken token)
    {
        var text = new ConfigDescription(wanted.Name, wanted.Description).Format();
        await SetKeyAsync(server, wanted, text, token);
        try
        {
            await PostAsync(server, wanted, record, notes, token);
        }
        finally
        {
            await RemoveKeyAsync(server, wanted, notes);
        }
    }

    private static async Task RemoveKeyAsync(RunServer server, NewSnapshot wanted, ImmutableArray<string>.Builder notes)
    {
        using var limit = new CancellationTokenSource(s_tidying, server.Time);
        try
        {
            await SetKeyAsync(server, wanted, null, limit.Token);
        }
        catch (Exception e) when (e is IncusException or OperationCanceledException)
        {
            notes.Add($"the key {ConfigDescription.Key} is still on {wanted.Instance} ({e.Message}); it does no harm, "
                + $"and goes with: incus config unset {wanted.Instance.Name} {ConfigDescription.Key}");
        }
    }

    private static Task SetKeyAsync(RunServer server, NewSnapshot wanted, string? text, CancellationToken token)
    {
        var keys = new Dictionary<string, string?>(StringComparer.Ordinal) { [ConfigDescription.Key] = text };
        var patch = new InstancePatch { Config = keys };
        return server.SureAsync(
            () => server.Client.Instances.PatchAsync(wanted.Instance.Project, wanted.Instance.Name, patch, null, token),
            () => Task.FromResult(false), token);
    }

    private static async Task PostAsync(
        RunServer server, NewSnapshot wanted, Interruption.CreatingSnapshot record,
        ImmutableArray<string>.Builder notes,
        CancellationToken token)
    {
        var doubtful = false;
        for (var attempt = 1; ; attempt++)
        {
            string? operation = null;
            var process = server.Watch.Process;
            try
            {
                await server.Client.Snapshots.CreateAsync(
                    wanted.Instance.Project, wanted.Instance.Name, NewSnapshot.Request(wanted.Name, wanted.Expires, server.Now) with { Stateful = wanted.Stateful },
                    id =>
                    {
                        operation = id;
                        return ValueTask.CompletedTask;
                    },
                    token);
                return;
            }
            catch (IncusException e) when (attempt < Attempts && (ServerWatch.IsUnsure(e.Kind)
                || e.Kind == IncusErrorKind.Unreachable || (doubtful && e.Kind == IncusErrorKind.Conflict)))
            {
                doubtful |= ServerWatch.IsUnsure(e.Kind);
                await server.Watch.AwaitAsync(token);
                if (doubtful && await SnapshotDoubt.HoldsAsync(
                    server, wanted, record, operation, process, notes, token))
                    return;
            }
        }
    }
}

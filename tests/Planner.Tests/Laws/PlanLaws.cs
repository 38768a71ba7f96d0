using Brine.Planner.Desired;
using Brine.Planner.Desired.Reading;
using Brine.Planner.Observed;
using Brine.Planner.Plan;
using Brine.Planner.Tests.Plan;
using CsCheck;
using static Brine.Planner.Tests.Plan.World;

namespace Brine.Planner.Tests.Laws;

/// <summary>What must hold for any world and any declarations.</summary>
public sealed class PlanLaws
{
    private static readonly string[] Instances = ["c1", "c2", "c3"];

    private static readonly Gen<ObservedSnapshot> Snapshots =
        from name in Pick.From("a", "b", "c")
        from age in Gen.Int[1, 500]
        from expires in Gen.OneOf(Gen.Const((int?)null), Gen.Int[-10, 400].Select(d => (int?)d))
        from stateful in Gen.Bool
        from description in Pick.From("", "text", "text\n\nBrine-Pin: x")
        select Snapshot(name, Now.AddHours(-age)) with
        {
            ExpiresAt = expires is { } d ? Now.AddDays(d) : null, Stateful = stateful, Description = description,
        };

    private static readonly Gen<ObservedState> Worlds =
        from seen in Gen.Select(Gen.Bool, Pick.From("Running", "Stopped", "Frozen"), Pick.From("btrfs", "dir", "zfs"), Snapshots.Array[0, 4]).Array[3]
        select Instances.Zip(seen).Aggregate(Holding(), (world, p) => p.Second.Item1
            ? world.With(Address(p.First), (Instance(p.First, p.Second.Item2, p.Second.Item3)
                with { ExpandedConfig = Maps.Text.Add("migration.stateful", "true") }).With(p.Second.Item4))
            : world.Without(Address(p.First)));

    private static readonly Gen<DesiredEntry> Entries =
        from instance in Pick.From(Instances)
        from name in Pick.From("a", "b", "c")
        from kind in Gen.Int[0, 6]
        from expires in Pick.From<string?>(null, "never", "7d", "1m 2w", "2030-01-01T00:00:00Z")
        from description in Pick.From<string?>(null, "", "declared")
        from drift in Pick.From(DriftAnswer.Fix, DriftAnswer.Recreate, DriftAnswer.Ignore)
        from flag in Pick.From((bool?)null, true, false)
        select (DesiredEntry)(kind switch
        {
            0 or 1 => Present(instance, name, description, expires, flag, drift),
            2 => Absent(instance, name),
            3 => Restored(instance, name, trigger: description),
            4 => Declared(instance, ("limits.cpu", name)),
            5 => flag == true ? Running(instance) : Stopped(instance),
            _ => Gone(instance, force: true),
        });

    /// <summary>No two entries contradict each other: the compiler refuses such files (see its own tests).</summary>
    private static readonly Gen<DesiredEntry[]> Declarations = Entries.Array[0, 8].Select(WithoutContradictions);

    [Fact]
    public void Plan_is_empty_when_the_plan_was_applied() =>
        Gen.Select(Worlds, Declarations).Sample((world, entries) =>
        {
            var first = PlanOf(world, entries);
            var after = first.Steps.Aggregate(world, (w, s) => Projection.After(w, s, Now));
            var second = PlanMaker.Make(first.Desired, after, Now.AddMinutes(5), new ScriptedChecks());
            // What was refused may become possible by what the rest of the run did, and then has work to do.
            var refused = first.Entries.Where(e => e.Failed).Select(e => Of(e)).ToHashSet();
            foreach (var (before, again) in first.Entries.Zip(second.Entries).Where(p => !refused.Contains(Of(p.First))))
                Assert.True(again.Steps.IsEmpty, $"{before.Entry.Origin.Id}: {before.Comment} / {again.Comment}");
        }, iter: 5_000);

    [Fact]
    public void Plan_is_the_same_in_any_order_of_the_instances() =>
        Gen.Select(Worlds, Declarations).Sample((world, entries) =>
        {
            var forward = PlanOf(world, entries);
            var backward = PlanOf(world, [.. entries.GroupBy(e => e.Instances[0]).OrderByDescending(g => g.Key).SelectMany(g => g)]);
            Assert.Equal(
                forward.Entries.GroupBy(e => Of(e)).OrderBy(g => g.Key).SelectMany(g => g).SelectMany(e => e.Steps).Select(PlanJson.Write),
                backward.Entries.GroupBy(e => Of(e)).OrderBy(g => g.Key).SelectMany(g => g).SelectMany(e => e.Steps).Select(PlanJson.Write));
        });

    [Fact]
    public void A_snapshot_is_deleted_only_where_that_was_declared() =>
        Gen.Select(Worlds, Declarations).Sample((world, entries) =>
        {
            foreach (var entry in PlanOf(world, entries).Entries)
                Assert.True(!entry.Steps.Any(s => s is DeleteSnapshot)
                    || entry.Entry is SnapshotAbsent or SnapshotPresent { OnDrift: DriftAnswer.Recreate });
        });

    [Fact]
    public void A_refused_entry_touches_nothing() =>
        Gen.Select(Worlds, Declarations).Sample((world, entries) =>
            Assert.All(PlanOf(world, entries).Entries.Where(e => e.Failed), e => Assert.Empty(e.Steps)));

    [Fact]
    public void A_saved_plan_reads_back_and_has_not_drifted() =>
        Gen.Select(Worlds, Declarations).Sample((world, entries) =>
        {
            var plan = PlanOf(world, entries);
            var text = PlanJson.Write(plan);
            var read = PlanJson.Read(text);
            Assert.True(PlanJson.LooksLikeOne(text));
            Assert.Equal(text, PlanJson.Write(read));
            Assert.Empty(PlanDrift.Between(read, PlanMaker.Make(read.Desired, world, Now.AddHours(1), new ScriptedChecks())));
        }, iter: 300);

    private static Brine.Planner.Names.InstanceAddress Of(PlannedEntry entry) => entry.Entry.Instances[0];

    private static DesiredEntry[] WithoutContradictions(DesiredEntry[] entries)
    {
        var kept = new List<DesiredEntry>();
        foreach (var entry in entries)
        {
            var diagnostics = new Diagnostics();
            Contradictions.Find([.. kept, entry], diagnostics);
            // A snapshot that is restored and then taken again is another one at the next run, which restores to that: two runs.
            var replaced = kept.Append(entry).Any(e => e is SnapshotPresent { OnDrift: DriftAnswer.Recreate } p
                && kept.Exists(k => k is SnapshotRestored r && r.Instance == p.Instance && r.Name == p.Name));
            if (diagnostics.Count == 0 && !replaced)
                kept.Add(entry);
        }

        return [.. kept];
    }
}

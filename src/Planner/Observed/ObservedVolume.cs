using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Planner.Schedule;

namespace Brine.Planner.Observed;

/// <summary>A custom storage volume as the server showed it, with its snapshots by name.</summary>
public sealed record ObservedVolume
{
    public required VolumeAddress Address { get; init; }

    /// <summary>Whose it is. Null: of the address's project; a project without volumes of its own shows those of <c>default</c>.</summary>
    public string? Owner { get; init; }

    /// <summary>As Incus spells it: <c>filesystem</c>, <c>block</c>, <c>iso</c>.</summary>
    public string ContentType { get; init; } = "filesystem";

    public DateTimeOffset CreatedAt { get; init; }

    public ImmutableSortedDictionary<string, string> Config { get; init; } = Maps.Text;

    /// <summary>Instances that have it attached; read only where something restores it.</summary>
    public ImmutableArray<VolumeUser> Users { get; init; } = [];

    /// <summary>Null: not readable.</summary>
    public ObservedPool? Pool { get; init; }

    public ImmutableSortedDictionary<string, ObservedSnapshot> Snapshots { get; init; } =
        ImmutableSortedDictionary.Create<string, ObservedSnapshot>(StringComparer.Ordinal);

    /// <summary>The same for the same volume, whatever project it was asked for in.</summary>
    public VolumeAddress Home => Address with { Project = Owner ?? Address.Project };

    /// <summary>Tells it from its copies, which take its config along: what the ledger was written for.</summary>
    public string Identity => $"{Address.Pool}/{Address.Name} of {Instants.Format(CreatedAt)}";

    public ObservedVolume With(ObservedSnapshot snapshot) => this with { Snapshots = Snapshots.SetItem(snapshot.Name, snapshot) };
}

/// <param name="Status">As Incus spells it; <c>unknown</c> where it could not be read.</param>
public sealed record VolumeUser(InstanceAddress Instance, string Status);

/// <summary>What was learnt of one volume.</summary>
public abstract record VolumeSighting
{
    private VolumeSighting()
    {
    }

    public sealed record Present(ObservedVolume Volume) : VolumeSighting;

    /// <summary>The pool is there, the volume is not.</summary>
    public sealed record Missing : VolumeSighting;

    public sealed record NoPool : VolumeSighting;

    public sealed record Unknown(string Reason) : VolumeSighting;
}

/// <summary>What must be read of one volume.</summary>
/// <param name="Users">Who has it attached, and whether they run.</param>
public sealed record VolumeNeed(VolumeAddress Volume, bool Users);

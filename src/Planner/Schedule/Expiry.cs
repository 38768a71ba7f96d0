using System.Text.Json.Serialization;

namespace Brine.Planner.Schedule;

/// <summary>When a snapshot is to go by itself, as declared.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Never), "never")]
[JsonDerivedType(typeof(Inherit), "inherit")]
[JsonDerivedType(typeof(After), "after")]
[JsonDerivedType(typeof(At), "at")]
public abstract record Expiry
{
    private Expiry()
    {
    }

    /// <summary>Sent as the zero time, so that the instance's <c>snapshots.expiry</c> cannot take the snapshot away.</summary>
    public sealed record Never : Expiry
    {
        public override string ToString() => "never";
    }

    /// <summary>Not sent: the server applies the instance's <c>snapshots.expiry(.manual)</c>.</summary>
    public sealed record Inherit : Expiry
    {
        public override string ToString() => "inherit";
    }

    /// <summary>So long after the snapshot was created.</summary>
    public sealed record After(ExpiryDuration Duration) : Expiry
    {
        public override string ToString() => Duration.Text;
    }

    public sealed record At(DateTimeOffset Instant) : Expiry
    {
        public override string ToString() => Instants.Format(Instant);
    }

    /// <summary>
    /// What the server must hold for a snapshot created at <paramref name="createdAt"/>; null = never expires.
    /// <see cref="Inherit"/> has no such value: ask <see cref="IsFixed"/> first.
    /// </summary>
    public DateTimeOffset? For(DateTimeOffset createdAt) => this switch
    {
        Never => null,
        After after => after.Duration.AddTo(createdAt),
        At at => at.Instant,
        _ => throw new InvalidOperationException("an inherited expiry is the server's to compute"),
    };

    [JsonIgnore]
    public bool IsFixed => this is not Inherit;
}

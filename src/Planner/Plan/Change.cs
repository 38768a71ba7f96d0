using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Brine.Planner.Plan;

/// <summary>One entry of Salt's <c>changes</c>: a path of keys, and below it <c>{"old": …, "new": …}</c>.</summary>
public sealed record Change(ImmutableArray<string> Path, ChangeValue Old, ChangeValue New)
{
    public static Change Of(string key, string? old, string? @new) => new([key], ChangeValue.Of(old), ChangeValue.Of(@new));

    public bool Equals(Change? other) =>
        other is not null && Path.SequenceEqual(other.Path) && Old.Equals(other.Old) && New.Equals(other.New);

    public override int GetHashCode() => Path.Aggregate(0, HashCode.Combine);
}

/// <summary>A value of <c>changes</c>: nothing, a text, a yes or no, a list of texts, or a map.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(None), "none")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Flag), "flag")]
[JsonDerivedType(typeof(List), "list")]
[JsonDerivedType(typeof(Map), "map")]
public abstract record ChangeValue
{
    private ChangeValue()
    {
    }

    public static ChangeValue Nothing { get; } = new None();

    public static ChangeValue Of(string? text) => text is null ? Nothing : new Text(text);

    public static ChangeValue Of(IEnumerable<string> items) => new List([.. items]);

    public static ChangeValue Of(IEnumerable<KeyValuePair<string, string>> map) =>
        new Map([.. map.Select(p => KeyValuePair.Create(p.Key, Of(p.Value)))]);

    public sealed record None : ChangeValue;

    public sealed record Text(string Value) : ChangeValue;

    public sealed record Flag(bool Value) : ChangeValue;

    public sealed record List(ImmutableArray<string> Items) : ChangeValue
    {
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Aggregate(0, HashCode.Combine);
    }

    public sealed record Map(ImmutableArray<KeyValuePair<string, ChangeValue>> Items) : ChangeValue
    {
        public bool Equals(Map? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Aggregate(0, HashCode.Combine);
    }
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Brine.Planner.Plan;

/// <summary>One entry of Salt's <c>changes</c>: a path of keys, and below it <c>{"old": …, "new": …}</c>.</summary>
public sealed record Change(ImmutableArray<string> Path, ChangeValue Old, ChangeValue New)
{
    public static Change Of(string key, string? old, string? @new) => new([key], ChangeValue.Of(old), ChangeValue.Of(@new));

    /// <summary>Changes of one path that are names become one, with all of them; the others stay as they are.</summary>
    public static ImmutableArray<Change> Sum(IEnumerable<Change> changes)
    {
        var all = changes.ToList();
        if (!all.Exists(c => c.IsNames))
            return [.. all];
        return [.. all.GroupBy(c => c.IsNames ? string.Join('\0', c.Path) : null).SelectMany(g => g.Key is null ? g.AsEnumerable()
            : [new Change(g.First().Path, ChangeValue.Sum(g.Select(c => c.Old)), ChangeValue.Sum(g.Select(c => c.New)))])];
    }

    private bool IsNames => Old is ChangeValue.Names || New is ChangeValue.Names;

    public bool Equals(Change? other) =>
        other is not null && Path.SequenceEqual(other.Path) && Old.Equals(other.Old) && New.Equals(other.New);

    public override int GetHashCode() => Path.Aggregate(0, HashCode.Combine);
}

/// <summary>A value of <c>changes</c>: nothing, a text, a yes or no, a list of texts (that may grow), or a map.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(None), "none")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Flag), "flag")]
[JsonDerivedType(typeof(List), "list")]
[JsonDerivedType(typeof(Names), "names")]
[JsonDerivedType(typeof(Map), "map")]
public abstract record ChangeValue
{
    private ChangeValue()
    {
    }

    public static ChangeValue Nothing { get; } = new None();

    public static ChangeValue Of(string? text) => text is null ? Nothing : new Text(text);

    public static ChangeValue Of(IEnumerable<string> items) => new List([.. items]);

    /// <summary>One name, to which others are added.</summary>
    public static ChangeValue OfName(string name) => new Names([name]);

    internal static ChangeValue Sum(IEnumerable<ChangeValue> values) =>
        values.OfType<Names>().SelectMany(n => n.Items).ToImmutableArray() is { IsEmpty: false } items ? new Names(items) : Nothing;

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

    /// <summary>A list to which every change of the same path adds.</summary>
    public sealed record Names(ImmutableArray<string> Items) : ChangeValue
    {
        public bool Equals(Names? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Aggregate(0, HashCode.Combine);
    }

    public sealed record Map(ImmutableArray<KeyValuePair<string, ChangeValue>> Items) : ChangeValue
    {
        public bool Equals(Map? other) => other is not null && Items.SequenceEqual(other.Items);

        public override int GetHashCode() => Items.Aggregate(0, HashCode.Combine);
    }
}

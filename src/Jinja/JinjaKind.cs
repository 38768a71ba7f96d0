namespace Brine.Jinja;

/// <summary>What a <see cref="JinjaValue"/> is, in Python's terms.</summary>
public enum JinjaKind
{
    /// <summary>A name or attribute that does not exist; using it is an error.</summary>
    Undefined,
    None,
    Boolean,
    Integer,
    Float,
    Text,
    Bytes,
    List,
    Tuple,
    Dict,

    /// <summary>A set or frozenset.</summary>
    Set,
    Function,

    /// <summary>A thing with attributes: a host object, a namespace, a loop, an imported template.</summary>
    Object,

    /// <summary>Something that can be walked over but not indexed: a generator, a range, a dict view.</summary>
    Iterable,
}

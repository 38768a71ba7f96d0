using System.Collections.Immutable;
using Brine.Jinja;

namespace Brine.Salt.Calls;

/// <summary>What a function of Salt was called with, by the names of its <see cref="Signature"/>.</summary>
internal sealed class Arguments(
    string function,
    IReadOnlyDictionary<string, JinjaValue> bound,
    ImmutableArray<JinjaValue> rest,
    ImmutableDictionary<string, JinjaValue> namedRest,
    JinjaCall call)
{
    public string Function => function;

    public ImmutableArray<JinjaValue> Rest => rest;

    public ImmutableDictionary<string, JinjaValue> NamedRest => namedRest;

    public JinjaCall Call => call;

    public CancellationToken Token => call.Token;

    /// <summary>Null when it was not given.</summary>
    public JinjaValue? this[string name] => bound.GetValueOrDefault(name);

    /// <summary>An argument that the signature says is there.</summary>
    public JinjaValue Value(string name) => bound[name];

    /// <summary>Null when it was not given, or given as none.</summary>
    public JinjaValue? Given(string name) =>
        bound.GetValueOrDefault(name) is { Kind: not JinjaKind.None } value ? value : null;

    /// <summary>A text; anything else is an error, as for Python's functions on texts.</summary>
    public string Text(string name) => AsText(name, bound[name]);

    /// <summary>A text that may be left out, or none.</summary>
    public string? OptionalText(string name) => Given(name) is { } value ? AsText(name, value) : null;

    /// <summary>Python's truth of an argument; <paramref name="otherwise"/> when it was not given.</summary>
    public bool Flag(string name, bool otherwise = false) => bound.GetValueOrDefault(name)?.IsTrue ?? otherwise;

    public int Integer(string name, int otherwise)
    {
        if (Given(name) is not { } value)
            return otherwise;
        return value.TryGetInteger(out var number) && number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : throw Wrong($"'{name}' must be a whole number, not {value.ToRepr()}");
    }

    /// <summary>The text itself, without asking for its kind: Python's <c>str()</c>.</summary>
    public string Shown(string name) => bound[name].ToText();

    public JinjaException Wrong(string what) => new($"{function}: {what}");

    private string AsText(string name, JinjaValue value)
    {
        if (value.TryGetText(out var text))
            return text;
        _ = value.Kind == JinjaKind.Undefined ? value.ToText() : ""; // says which name is undefined
        throw Wrong($"'{name}' must be a text, not {PythonOperations.TypeName(value)}");
    }
}

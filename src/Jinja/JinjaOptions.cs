using System.Collections.Frozen;

namespace Brine.Jinja;

/// <summary>What a rendering knows besides its variables.</summary>
public sealed record JinjaOptions
{
    private static readonly FrozenDictionary<string, Func<JinjaCall, JinjaValue>> NoFunctions =
        FrozenDictionary<string, Func<JinjaCall, JinjaValue>>.Empty;

    /// <summary>
    /// Text of an imported or included template by name; null = no such template. Null property: none exist.
    /// </summary>
    public Func<string, string?>? Load { get; init; }

    public RenderLimits Limits { get; init; } = RenderLimits.Default;

    /// <summary>Keep the one newline at the end of a template that Jinja drops.</summary>
    public bool KeepTrailingNewline { get; init; }

    /// <summary>Drop the newline after a block tag.</summary>
    public bool TrimBlocks { get; init; }

    /// <summary>Drop the blanks before a block tag that begins its line.</summary>
    public bool LstripBlocks { get; init; }

    /// <summary>Names every template sees, imported ones too; they go before the built-in globals.</summary>
    public IReadOnlyDictionary<string, JinjaValue> Globals { get; init; } = FrozenDictionary<string, JinjaValue>.Empty;

    /// <summary>More filters, before the built-in ones; the value comes as the first positional argument.</summary>
    public IReadOnlyDictionary<string, Func<JinjaCall, JinjaValue>> Filters { get; init; } = NoFunctions;

    /// <summary>What a value becomes before <c>{{ }}</c> prints it; null: it stays what it is.</summary>
    public Func<JinjaValue, JinjaValue>? Finalize { get; init; }

    /// <summary>More tags, by name; a tag of Jinja's own goes before one of these.</summary>
    public IReadOnlyDictionary<string, JinjaTag> Tags { get; init; } = FrozenDictionary<string, JinjaTag>.Empty;

    /// <summary>
    /// Names that a template which is imported without context sees before the globals; asked with its name each time
    /// that it begins to run. Null: none.
    /// </summary>
    public Func<string, IReadOnlyDictionary<string, JinjaValue>>? Own { get; init; }

    /// <summary>
    /// A number from 0 up to, but without, the one given: what <c>random</c> and <c>lipsum</c> choose by. Null: always
    /// the same choices, because a page must depend on nothing that was not given.
    /// </summary>
    public Func<int, int>? Random { get; init; }

    /// <summary>More tests, before the built-in ones; the value comes first, truth of the result counts.</summary>
    public IReadOnlyDictionary<string, Func<JinjaCall, JinjaValue>> Tests { get; init; } = NoFunctions;
}

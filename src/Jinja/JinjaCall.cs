using System.Collections.Frozen;
using Brine.Jinja.Rendering;

namespace Brine.Jinja;

/// <summary>The arguments of one call out of a template.</summary>
public sealed class JinjaCall
{
    internal static readonly IReadOnlyDictionary<string, JinjaValue> NoNames =
        FrozenDictionary<string, JinjaValue>.Empty;

    public JinjaCall(
        IReadOnlyList<JinjaValue> positional,
        IReadOnlyDictionary<string, JinjaValue> named,
        CancellationToken token)
    {
        Positional = positional;
        Named = named;
        Token = token;
    }

    internal JinjaCall(IReadOnlyList<JinjaValue> positional, IReadOnlyDictionary<string, JinjaValue>? named, Run run)
        : this(positional, named ?? NoNames, run.Token) => Run = run;

    public IReadOnlyList<JinjaValue> Positional { get; }

    public IReadOnlyDictionary<string, JinjaValue> Named { get; }

    public CancellationToken Token { get; }

    /// <summary>The rendering that calls; null when the call was made outside one.</summary>
    internal Run? Run { get; }

    /// <summary>The argument at that place or of that name; null when it was not given.</summary>
    /// <exception cref="JinjaException">It was given both ways.</exception>
    public JinjaValue? Argument(int index, string name)
    {
        var named = Named.GetValueOrDefault(name);
        if (index >= Positional.Count) return named;
        return named is null ? Positional[index]
            : throw new JinjaException($"got multiple values for argument '{name}'");
    }
}

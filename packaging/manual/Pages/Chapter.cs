using System.Collections.Immutable;
using System.CommandLine;

namespace Brine.Manual.Pages;

/// <summary>A command with those above it: <c>brine</c>, <c>group</c>, <c>create</c>.</summary>
internal sealed record Chapter(ImmutableArray<Command> Path)
{
    public Command Command => Path[^1];

    /// <summary>As one types it.</summary>
    public string Called => string.Join(' ', Path.Select(c => c.Name));

    /// <summary>As one asks <c>man</c> for it.</summary>
    public string Page => string.Join('-', Path.Select(c => c.Name));

    /// <summary>Its own, then those that hold for everything below a command above it.</summary>
    public IEnumerable<Option> Options => Command.Options
        .Concat(Path.SkipLast(1).SelectMany(c => c.Options).Where(o => o.Recursive)).Where(o => !o.Hidden);

    public IEnumerable<Chapter> Below => Command.Subcommands.Where(c => !c.Hidden).Select(c => new Chapter(Path.Add(c)));

    public IEnumerable<Chapter> WithAllBelow() => Below.SelectMany(c => c.WithAllBelow()).Prepend(this);
}

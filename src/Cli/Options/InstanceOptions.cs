using System.Collections.Immutable;
using System.CommandLine;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Salt.States;

namespace Brine.Cli.Options;

/// <summary>Which instances a command is about: names and globs, of servers too; or all of a project, or of all of them.</summary>
internal sealed class InstanceOptions
{
    private readonly Argument<string[]>? _names;
    private readonly Option<bool> _everywhere = new("--all-projects") { Description = "of all projects that can be seen, not of one" };

    /// <param name="description">What is meant by default, too. Null: none are named.</param>
    public InstanceOptions(string? description) => _names = description is null ? null
        : new Argument<string[]>("INSTANCE") { Description = description, Arity = ArgumentArity.ZeroOrMore };

    public void AddTo(Command command)
    {
        if (_names is not null)
            command.Arguments.Add(_names);
        command.Options.Add(_everywhere);
    }

    /// <exception cref="UsageException">One project was named as well.</exception>
    public bool IsEverywhere(ParseResult parsed) => parsed.GetValue(_everywhere) && (parsed.GetResult("--project") is null
        ? true : throw new UsageException("--project names one project, and --all-projects means every one", "give one of them"));

    public string[] Names(ParseResult parsed) => _names is null ? [] : parsed.GetValue(_names) ?? [];

    /// <summary>Of some it was said by name that they are meant.</summary>
    public bool AreNamed(ParseResult parsed) => Names(parsed).Any(n => !Glob.IsGlob(n) && !n.EndsWith(':'));

    /// <summary>The projects meant, in words.</summary>
    public string Where(ParseResult parsed, ConnectionDefaults defaults) =>
        IsEverywhere(parsed) ? "any project" : $"project {defaults.Project}";

    /// <param name="except">Those left out.</param>
    /// <exception cref="UsageException">One is neither a name nor a glob, or its remote is none.</exception>
    public Selection Read(ParseResult parsed, ConnectionDefaults defaults, params ReadOnlySpan<string> except)
    {
        var there = IsEverywhere(parsed) ? defaults.For(null, "*") : defaults;
        var selectors = ImmutableArray.CreateBuilder<Selector>();
        foreach (var word in Names(parsed) is { Length: > 0 } names ? names : ["*"])
            selectors.AddRange(Of(word, SelectorText.Parse(Whole(word), there)));
        foreach (var word in except)
            selectors.AddRange(Of(word, SelectorText.Exception(Whole(word))));
        return new Selection(selectors.ToImmutable());
    }

    /// <exception cref="UsageException">One is neither a name nor a glob, or its remote is none.</exception>
    public static Selection Of(IEnumerable<string> words, ConnectionDefaults defaults) =>
        new([.. words.SelectMany(w => Of(w, SelectorText.Parse(w, defaults)))]);

    /// <summary><c>prod:</c> is all of that server, as the incus CLI has it.</summary>
    private static string Whole(string word) => word.EndsWith(':') ? word + "*" : word;

    private static ImmutableArray<Selector> Of(string word, (ImmutableArray<Selector> Selectors, string? Expected) read) =>
        read.Expected is not { } expected ? read.Selectors
            : throw new UsageException($"'{word}' means no instance", $"give {expected}");
}

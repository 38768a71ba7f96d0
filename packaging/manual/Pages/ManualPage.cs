using System.CommandLine;
using Brine.Cli;

namespace Brine.Manual.Pages;

/// <summary>The page of one command, read off its definition as <c>--help</c> is, so that the two tell the same.</summary>
internal static class ManualPage
{
    public static string Of(Chapter chapter, DateOnly date)
    {
        var page = new Roff()
            .Comment("Written from the definition of the command. To change it, change that.")
            .Title(chapter.Page, date, ProductVersion.Line.Split('+')[0], "User Commands")
            .Section("NAME").Line($@"{Roff.Plain(chapter.Page)} \- {Roff.Plain(chapter.Command.Description!.TrimEnd('.'))}")
            .Section("SYNOPSIS").Line(string.Join(' ', Synopsis(chapter)));
        AddArguments(page, chapter.Command);
        AddCommands(page, chapter);
        page.Section("OPTIONS");
        foreach (var option in chapter.Options)
            page.Item(Label(option), Text(option));
        if (HelpWithExamples.ExamplesOf(chapter.Called) is { Length: > 0 } examples)
            page.Section("EXAMPLES").Verbatim(examples);
        AddExits(page, chapter);
        AddOthers(page, chapter);
        return page.ToString();
    }

    private static IEnumerable<string> Synopsis(Chapter chapter)
    {
        yield return Roff.Bold(chapter.Called);
        if (chapter.Below.Any())
            yield return Roff.Italic("COMMAND");
        foreach (var argument in chapter.Command.Arguments.Where(a => !a.Hidden))
        {
            var label = Roff.Italic(Name(argument)) + (argument.Arity.MaximumNumberOfValues > 1 ? "..." : "");
            yield return argument.Arity.MinimumNumberOfValues == 0 ? $"[{label}]" : label;
        }

        foreach (var option in chapter.Options.Where(o => o.Required))
            yield return $"{Roff.Bold(option.Name)} {Value(option)}";
        yield return $"[{Roff.Italic("OPTION")}...]";
    }

    private static void AddArguments(Roff page, Command command)
    {
        var arguments = command.Arguments.Where(a => !a.Hidden).ToList();
        if (arguments.Count == 0)
            return;
        page.Section("ARGUMENTS");
        foreach (var argument in arguments)
            page.Item(Roff.Italic(Name(argument)), argument.Description ?? "");
    }

    private static void AddCommands(Roff page, Chapter chapter)
    {
        if (!chapter.Below.Any())
            return;
        page.Section("COMMANDS");
        foreach (var below in chapter.Below)
            page.Item(Reference(below), below.Command.Description ?? "");
    }

    private static void AddExits(Roff page, Chapter chapter)
    {
        page.Section("EXIT STATUS");
        if (chapter.Path.Length > 1)
        {
            page.Line($"As {Roff.Bold("brine")}(1) has it.");
            return;
        }

        foreach (var (code, meaning) in Exits.Meanings)
            page.Item(Roff.Bold($"{code}"), meaning);
    }

    /// <summary>The commands above, and those beside it under the same one.</summary>
    private static void AddOthers(Roff page, Chapter chapter)
    {
        page.Section("SEE ALSO");
        var above = Enumerable.Range(1, chapter.Path.Length - 1).Select(n => new Chapter([.. chapter.Path[..n]])).ToList();
        if (above.Count > 0)
            page.Line(string.Join(", ", above.Concat(above.Count > 1 ? above[^1].Below.Where(c => c.Page != chapter.Page) : []).Select(Reference)));
        else
            page.Line("The documents that come with the program: states, files, templates, retention, groups and the rest.");
    }

    private static string Reference(Chapter chapter) => Roff.Bold(chapter.Page) + "(1)";

    private static string Name(Argument argument) => argument.HelpName ?? argument.Name;

    private static string Label(Option option)
    {
        var names = option.Aliases.Append(option.Name).Distinct(StringComparer.Ordinal).OrderBy(n => n.StartsWith("--", StringComparison.Ordinal));
        var label = string.Join(", ", names.Select(Roff.Bold));
        return $"{label}{(TakesValue(option) ? " " + Value(option) : "")}{(option.Required ? " (REQUIRED)" : "")}";
    }

    private static string Value(Option option) => Roff.Italic(option.HelpName ?? option.Name.TrimStart('-'));

    private static string Text(Option option) =>
        option.HasDefaultValue && TakesValue(option) && option.GetDefaultValue() is { } usual ? $"{option.Description} [default: {usual}]" : option.Description ?? "";

    private static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);
}

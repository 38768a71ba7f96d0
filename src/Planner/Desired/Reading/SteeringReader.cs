using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Checks;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Desired.Reading;

/// <summary>Reads the words of Salt that steer how a state is run. What has no effect is told, never left out in silence.</summary>
internal sealed class SteeringReader(StateDeclaration declaration, Diagnostics diagnostics)
{
    private static readonly string[] RetryKeys = ["attempts", "interval", "splay", "until"];

    /// <summary>Words that may stand among the arguments of every state, for those who misspell one.</summary>
    public static ImmutableArray<string> Words { get; } = ["name", "names", "order", "failhard", "onlyif", "unless", "creates", "check_cmd",
        "retry", "parallel", "require", "watch", "onchanges", "onfail", "prereq", "use", "require_in", "onchanges_in", "onfail_in"];

    /// <param name="entry">Null when its own arguments were wrong: then only diagnostics come out.</param>
    public static DesiredEntry? Read(DesiredEntry? entry, StateDeclaration declaration, CompileOptions options, Diagnostics diagnostics)
    {
        var reader = new SteeringReader(declaration, diagnostics);
        foreach (var listen in declaration.Requisites.Where(r => r.Kind == RequisiteKind.Listen))
            diagnostics.Warning("incus.no-effect", $"'listen' of '{declaration.Id}' has no effect: {declaration.Function} cannot react to "
                + "changes of others", listen.Span, "take it out, or write 'onchanges' or 'require'");
        if (declaration.Steering.IsEmpty)
            return entry;
        var checks = reader.Checks();
        if (options.NoExec && checks?.Commands.FirstOrDefault() is { } command)
            diagnostics.Error("incus.no-exec", $"'{declaration.Id}' runs '{command}': commands are switched off (--no-exec)", declaration.Span,
                "take onlyif, unless and check_cmd out, or leave --no-exec out");
        var retry = reader.Retry();
        return entry is null ? null : entry with { Checks = checks, Retry = retry };
    }

    private EntryChecks? Checks()
    {
        var checks = new EntryChecks();
        foreach (var word in declaration.Steering)
            checks = word.Key switch
            {
                "onlyif" => checks with { OnlyIf = Conditions(word) },
                "unless" => checks with { Unless = Conditions(word) },
                "creates" => checks with { Creates = Texts(word, mayBeOne: true) },
                "check_cmd" => checks with { After = Texts(word, mayBeOne: false) },
                "runas" => checks with { RunAs = Text(word) },
                "umask" => checks with { Umask = Octal(word) },
                _ => checks,
            };
        var runs = checks.Commands.Any();
        foreach (var word in declaration.Steering.Where(w => w.Key is not ("onlyif" or "unless" or "creates" or "check_cmd" or "retry")))
            if (word.Key == "parallel")
                Flag(word); // instances are worked on side by side anyway
            else if (!runs || word.Key is not ("runas" or "umask"))
                diagnostics.Warning("incus.no-effect", $"'{word.Key}' of '{declaration.Id}' has an effect under Salt only", word.Span);
        return checks.HasBefore || !checks.After.IsEmpty ? checks : null;
    }

    private ImmutableArray<Check> Conditions(StateArgument word)
    {
        var items = word.Value is YamlList list ? list.Items : [word.Value];
        if (items.IsEmpty)
            Wrong(word, "a command, or a list of them", "an empty list");
        return [.. items.Select(item => Condition(word, item)).OfType<Check>()];
    }

    private Check? Condition(StateArgument word, YamlNode item)
    {
        if (item is YamlScalar { Kind: ScalarKind.Text } command)
            return new Check(CheckKind.Command, command.Text);
        if (item is YamlScalar { Value: bool })
            return Wrong(word, "a command in quotes; an unquoted true is no text", ArgumentReader.Describe(item));
        if (item is not YamlMap map || map.Find("fun") is not YamlScalar function)
            return Wrong(word, "a command, a list of commands, or '- fun: file.file_exists' with its arguments", ArgumentReader.Describe(item));
        CheckKind? kind = function.Text switch
        {
            "cmd.run" or "cmd.run_stdout" or "cmd.shell" => CheckKind.Output,
            "file.file_exists" => CheckKind.File,
            "file.directory_exists" => CheckKind.Folder,
            "test.true" or "test.false" => CheckKind.Constant,
            _ => null,
        };
        if (kind is null)
            return Wrong(word, "a function that Brine has: cmd.run, cmd.shell, file.file_exists, file.directory_exists, test.true, test.false",
                $"'fun: {function.Text}'");
        if (kind == CheckKind.Constant)
            return new Check(CheckKind.Constant, function.Text == "test.true" ? "true" : "false");
        var others = map.Entries.Where(e => e.Key.Text != "fun").ToList();
        return others is [{ Key.Text: "cmd" or "path" or "args", Value: var value }] && One(value) is { } text
            ? new Check(kind.Value, text)
            : Wrong(word, kind == CheckKind.Output ? "'fun: cmd.run' with 'cmd:' alone" : $"'fun: {function.Text}' with 'path:' alone", "another one");
    }

    private static string? One(YamlNode value) => value switch
    {
        YamlScalar { Kind: ScalarKind.Text } text => text.Text,
        YamlList { Items: [YamlScalar { Kind: ScalarKind.Text } text] } => text.Text,
        _ => null,
    };

    private RetryRule? Retry()
    {
        if (declaration.Steering.FirstOrDefault(w => w.Key == "retry") is not { } word)
            return null;
        var rule = new RetryRule(2, TimeSpan.FromSeconds(30), TimeSpan.Zero, Until: true);
        switch (word.Value)
        {
            case YamlScalar { Value: true }:
                return rule;
            case YamlScalar { Value: false }:
                Wrong(word, "true, or a mapping; leave it out for no retry (Salt takes any value for true)", "false");
                return null;
            case YamlMap map:
                return map.Entries.Aggregate(rule, (r, e) => With(r, word, e.Key.Text, e.Value));
            case YamlList list when list.Items.All(i => i is YamlMap):
                Wrong(word, "a mapping: write its keys without '- '", "a list");
                return null;
            default:
                Wrong(word, "true, or a mapping of attempts, interval, splay and until", ArgumentReader.Describe(word.Value));
                return null;
        }
    }

    private RetryRule With(RetryRule rule, StateArgument word, string key, YamlNode value)
    {
        switch (key, value)
        {
            case ("attempts", YamlScalar { Value: long and > 0 and <= 1000 and var n }):
                return rule with { Attempts = (int)n };
            case ("interval", YamlScalar { Value: long and >= 0 and <= 86_400 and var n }):
                return rule with { Interval = TimeSpan.FromSeconds(n) };
            case ("splay", YamlScalar { Value: long and >= 0 and <= 86_400 and var n }):
                return rule with { Splay = TimeSpan.FromSeconds(n) };
            case ("until", YamlScalar { Value: bool until }):
                return rule with { Until = until };
            default:
                diagnostics.Error("incus.wrong-value", $"'{key}' of 'retry' of '{declaration.Id}' is {ArgumentReader.Describe(value)}", value.Span,
                    RetryKeys.Contains(key) ? "expected attempts: 1 to 1000; interval, splay: seconds up to 86400; until: true or false"
                        : NearestWord.To(key, RetryKeys) is { } near ? $"did you mean '{near}'?" : "known: " + string.Join(", ", RetryKeys));
                return rule;
        }
    }

    private ImmutableArray<string> Texts(StateArgument word, bool mayBeOne)
    {
        if (mayBeOne && word.Value is YamlScalar { Kind: ScalarKind.Text } one)
            return [one.Text];
        if (word.Value is YamlList { Items.IsEmpty: false } list && list.Items.All(i => i is YamlScalar { Kind: ScalarKind.Text }))
            return [.. list.Items.Select(i => ((YamlScalar)i).Text)];
        Wrong(word, mayBeOne ? "a path, or a list of paths" : "a list of commands, one '- command' a line", ArgumentReader.Describe(word.Value));
        return [];
    }

    private string? Text(StateArgument word)
    {
        if (word.Value is YamlScalar { Kind: ScalarKind.Text } text)
            return text.Text;
        Wrong(word, "a text", ArgumentReader.Describe(word.Value));
        return null;
    }

    private string? Octal(StateArgument word)
    {
        var text = (word.Value as YamlScalar)?.Text ?? "";
        if (text.Length is > 0 and <= 4 && text.All(c => c is >= '0' and <= '7'))
            return text;
        Wrong(word, "octal digits, such as 022", ArgumentReader.Describe(word.Value));
        return null;
    }

    private void Flag(StateArgument word)
    {
        if (word.Value is not YamlScalar { Value: bool })
            Wrong(word, "true or false", ArgumentReader.Describe(word.Value));
    }

    private Check? Wrong(StateArgument word, string expected, string found)
    {
        diagnostics.Error("incus.wrong-value", string.Create(CultureInfo.InvariantCulture, $"'{word.Key}' of '{declaration.Id}' is {found}"),
            word.Value.Span, $"expected {expected}");
        return null;
    }
}

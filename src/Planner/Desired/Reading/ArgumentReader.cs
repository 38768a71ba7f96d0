using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Schedule;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Desired.Reading;

/// <summary>
/// Typed access to one declaration's arguments. A wrong value becomes a diagnostic and reads as absent, so that one
/// pass finds every mistake; whoever uses the values asks first whether there were any.
/// </summary>
internal sealed class ArgumentReader(StateDeclaration declaration, Diagnostics diagnostics)
{
    private readonly int _before = diagnostics.Count;

    public StateDeclaration Declaration { get; } = declaration;

    public Diagnostics Diagnostics { get; } = diagnostics;

    public bool HasErrors => Diagnostics.Count > _before;

    /// <summary>Everything not in <paramref name="known"/> is refused, with the nearest known word as remedy.</summary>
    public void AllowOnly(params ReadOnlySpan<string> known)
    {
        var words = known.ToArray();
        foreach (var argument in Declaration.Arguments.Where(a => !words.Contains(a.Key)))
        {
            var near = NearestWord.To(argument.Key, words) ?? NearestWord.To(argument.Key, SteeringReader.Words);
            Diagnostics.Error("incus.unknown-parameter",
                $"unknown parameter '{argument.Key}' of {Declaration.Function}", argument.Span,
                near is null ? $"it takes: {string.Join(", ", words)}" : $"did you mean '{near}'?");
        }
    }

    public SourceSpan SpanOf(string key) =>
        (key == "name" ? Declaration.NameSpan : Declaration.Arguments.FirstOrDefault(a => a.Key == key)?.Span) ?? Declaration.Span;

    /// <summary>A text or anything that prints as one (numbers, dates); null when not given.</summary>
    public string? Text(string key) => Declaration.Argument(key) switch
    {
        null => null,
        YamlScalar { Kind: not ScalarKind.Null } scalar => scalar.Text,
        YamlScalar => Wrong<string>(key, "a text", "nothing"),
        var other => Wrong<string>(key, "a text", Describe(other)),
    };

    /// <summary>The argument <c>description</c>; what looks like a fact of Brine's own is refused.</summary>
    public string? Description()
    {
        var text = Text("description");
        return text is null || SnapshotNote.Parse(text).Trailers.IsEmpty ? text
            : Wrong<string>("description", "a text that does not end in lines like 'Brine-…: …', which are Brine's own", "not");
    }

    /// <summary>Refuses a name of a snapshot that Brine does not send.</summary>
    public void CheckSnapshotName(string name, string key = "name")
    {
        if (SnapshotName.Refusal(name) is { } refusal)
            Diagnostics.Error("incus.snapshot-name", refusal, SpanOf(key), $"use {SnapshotName.Rule}");
    }

    /// <summary>As <see cref="Text"/>; must be given and not empty.</summary>
    public string? RequiredText(string key)
    {
        if (Declaration.Argument(key) is null)
        {
            Diagnostics.Error("incus.missing-parameter", $"{Declaration.Function} '{Declaration.Id}' has no '{key}'",
                Declaration.Span, $"say which: {key}: …");
            return null;
        }

        var text = Text(key);
        return text is "" ? Wrong<string>(key, "a text", "the empty text") : text;
    }

    public bool? Flag(string key) => Declaration.Argument(key) switch
    {
        null => null,
        YamlScalar { Value: bool value } => value,
        var other => WrongFlag(key, Describe(other)),
    };

    public TimeSpan? Seconds(string key)
    {
        if (Declaration.Argument(key) is not { } node)
            return null;
        if (node is YamlScalar { Value: long and > 0 and <= 86_400 and var seconds })
            return TimeSpan.FromSeconds(seconds);
        Wrong<string>(key, "a whole number of seconds from 1 to 86400", Describe(node));
        return null;
    }

    /// <summary>A whole number of at least 1, and no text that looks like one.</summary>
    public int? Count(string key)
    {
        if (Declaration.Argument(key) is not { } node)
            return null;
        if (node is YamlScalar { Value: long and >= 1 and <= 1_000_000 and var count })
            return (int)count;
        Wrong<string>(key, "a whole number of at least 1, without quotes", Describe(node));
        return null;
    }

    /// <summary>One of a closed set of words.</summary>
    public T? Choice<T>(string key, params (string Word, T Value)[] choices) where T : struct
    {
        if (Declaration.Argument(key) is not { } node)
            return null;
        if (node is YamlScalar scalar && choices.FirstOrDefault(c => c.Word == scalar.Text) is { Word: not null } choice)
            return choice.Value;
        Wrong<string>(key, string.Join(" or ", choices.Select(c => $"'{c.Word}'")), Describe(node));
        return null;
    }

    public Expiry? Expiry()
    {
        var key = Declaration.Argument("expires_at") is null ? "expires" : "expires_at";
        if (key == "expires_at" && Declaration.Argument("expires") is not null)
            Diagnostics.Error("incus.parameter-twice", "'expires' and 'expires_at' are two names of one parameter",
                SpanOf("expires_at"), "keep one of them");
        var text = Text(key);
        return text is null ? null : ExpiryText.TryParse(text) ?? Wrong<Expiry>(key, ExpiryText.Rule, $"'{text}'");
    }

    /// <summary>A map of scalars, as Incus stores config: texts, <c>true</c>, <c>2</c>. Null: not given.</summary>
    public ImmutableSortedDictionary<string, string>? TextMap(string key) =>
        Declaration.Argument(key) is { } node ? TextMap(key, node) : null;

    public ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>? Devices(string key)
    {
        if (Declaration.Argument(key) is not { } node)
            return null;
        if (node is not YamlMap map)
            return Wrong<ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>>(key, "a mapping", Describe(node));
        return map.Entries.Aggregate(Maps.Devices, (all, e) =>
            TextMap($"{key}.{e.Key.Text}", e.Value) is { } device ? all.SetItem(e.Key.Text, device) : all);
    }

    public ImmutableArray<string>? TextList(string key)
    {
        if (Declaration.Argument(key) is not { } node)
            return null;
        if (node is YamlList list && list.Items.All(i => i is YamlScalar { Kind: not ScalarKind.Null }))
            return [.. list.Items.Select(i => ((YamlScalar)i).Text)];
        Wrong<string>(key, "a list of texts", Describe(node));
        return null;
    }

    public T? Wrong<T>(string key, string expected, string found) where T : class
    {
        Diagnostics.Error("incus.wrong-value", $"'{key}' of {Declaration.Function} '{Declaration.Id}' is {found}",
            SpanOf(key.Split('.')[0]), $"expected {expected}");
        return null;
    }

    public static string Describe(YamlNode node) => node switch
    {
        YamlScalar { Kind: ScalarKind.Null } => "empty",
        YamlScalar { Kind: ScalarKind.Text } scalar => $"the text '{scalar.Text}'",
        YamlScalar scalar => scalar.Text,
        YamlList => "a list",
        _ => "a mapping",
    };

    /// <summary>How Incus stores a value: numbers and truth values as texts, nothing as the empty text (= not set).</summary>
    public static string Stored(YamlScalar scalar) => scalar.Value switch
    {
        null => "",
        bool value => value ? "true" : "false",
        long value => value.ToString(CultureInfo.InvariantCulture),
        _ => scalar.Text,
    };

    private ImmutableSortedDictionary<string, string>? TextMap(string key, YamlNode node)
    {
        if (node is not YamlMap map)
            return Wrong<ImmutableSortedDictionary<string, string>>(key, "a mapping", Describe(node));
        var result = Maps.Text;
        foreach (var entry in map.Entries)
        {
            if (entry.Value is YamlScalar scalar)
                result = result.SetItem(entry.Key.Text, Stored(scalar));
            else
                Wrong<string>($"{key}.{entry.Key.Text}", "a single value (write a longer one as a block text '|')", Describe(entry.Value));
        }

        return result;
    }

    private bool? WrongFlag(string key, string found)
    {
        Wrong<string>(key, "true or false", found);
        return null;
    }
}

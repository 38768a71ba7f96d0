using System.Collections.Immutable;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Salt.High;

/// <summary>One state's arguments, told apart: its own, what it waits for, and what steers how it is run.</summary>
internal static class DraftReader
{
    public static StateDraft Read(
        HighId id, HighFunction function, YamlScalar word, IEnumerable<YamlEntry> written, int nameOrder,
        DiagnosticBag diagnostics)
    {
        var last = Last(written, nameOrder > 0, diagnostics);
        var own = ImmutableArray.CreateBuilder<StateArgument>();
        var steering = ImmutableArray.CreateBuilder<StateArgument>();
        var waits = ImmutableArray.CreateBuilder<Requisite>();
        var listens = ImmutableArray.CreateBuilder<Requisite>();
        var requisites = new RequisiteReader(id.Name, diagnostics);
        YamlNode? order = null;
        var (name, failHard) = (default(YamlEntry), false);
        foreach (var entry in last)
        {
            var (key, value) = entry;
            if (RequisiteReader.Kind(key.Text) is { } kind)
                waits.AddRange(requisites.Read(kind, key, value));
            else if (key.Text is "listen" or "listen_in")
                listens.AddRange(requisites.Read(RequisiteKind.Listen, key, value));
            else if (Words.Mistaken.Contains(key.Text))
                diagnostics.Error("salt.requisite.shape", $"there is no requisite '{key.Text}' (ID '{id.Name}')", key.Span,
                    $"write '{key.Text[..^3]}' at the other state");
            else if (Words.Steering.Contains(key.Text))
                steering.Add(new StateArgument(key.Text, value, key.Span));
            else if (key.Text == "name")
                name = entry;
            else if (key.Text == "order")
                order = value;
            else if (key.Text == "failhard")
                failHard = FailHard(value, diagnostics);
            else if (!Words.Reaching.Contains(key.Text) && key.Text != "fun")
                own.Add(new StateArgument(key.Text, value, key.Span));
        }
        var declaration = new StateDeclaration
        {
            Id = id.Name,
            Sls = id.Sls,
            Env = id.Env,
            Function = function.Module + "." + word.Text,
            Name = Name(id, name, diagnostics),
            NameSpan = name?.Key.Span,
            Arguments = own.ToImmutable(),
            Steering = steering.ToImmutable(),
            Order = 0,
            FailHard = failHard,
            Span = word.Span,
        };
        return new StateDraft(declaration, order, nameOrder, waits.ToImmutable(), listens.ToImmutable());
    }

    /// <summary>An argument given twice: the last counts, in Salt without a word.</summary>
    private static List<YamlEntry> Last(IEnumerable<YamlEntry> written, bool isNamed, DiagnosticBag diagnostics)
    {
        var kept = new List<YamlEntry>();
        foreach (var entry in written)
        {
            var same = kept.FindIndex(other => other.Key.Text == entry.Key.Text);
            if (same < 0)
            {
                kept.Add(entry);
                continue;
            }
            // A name's own arguments are meant to take the place of those of all names.
            if (!isNamed && entry.Key.Text is not ("order" or "prerequired"))
                diagnostics.Warn("salt.duplicate-argument", $"argument '{entry.Key.Text}' is given twice, first at " +
                    $"{kept[same].Key.Span}; the last one counts", entry.Key.Span, "remove one of them");
            kept[same] = entry.Key.Text == "prerequired" ? Both(kept[same], entry) : entry;
        }
        return kept;
    }

    /// <summary>Several states may each say that they come before this one.</summary>
    private static YamlEntry Both(YamlEntry one, YamlEntry other) =>
        one.Value is YamlList left && other.Value is YamlList right
            ? one with { Value = left with { Items = [.. left.Items, .. right.Items] } } : other;

    private static string Name(HighId id, YamlEntry? name, DiagnosticBag diagnostics)
    {
        switch (name?.Value)
        {
            case null:
                return id.Name;
            case YamlScalar { Kind: ScalarKind.Text or ScalarKind.Date } text:
                return text.Text;
            case YamlScalar { Kind: not ScalarKind.Null } other:
                diagnostics.Warn("salt.name-not-text", $"'name' of ID '{id.Name}' is the " +
                    $"{other.Kind.ToString().ToLowerInvariant()} {other.Text}, for which Salt takes the ID instead; " +
                    "Brine takes it as it is written", other.Span, $"write \"{other.Text}\" in quotes");
                return other.Text;
            case var wrong:
                diagnostics.Error("salt.unknown-shape", $"'name' of ID '{id.Name}' is not a single value", wrong.Span,
                    "give one name, or use 'names' for several");
                return id.Name;
        }
    }

    private static bool FailHard(YamlNode value, DiagnosticBag diagnostics)
    {
        if (value is YamlScalar { Value: bool truth })
            return truth;
        diagnostics.Error("salt.unknown-shape", "'failhard' is neither true nor false", value.Span,
            "write true or false");
        return false;
    }
}

using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.High;

/// <summary>Carries <c>extend</c> out, and what <c>use</c> and the <c>_in</c> requisites come to.</summary>
internal static class Extending
{
    /// <param name="high">What is changed.</param>
    /// <param name="extensions">What to add to it.</param>
    /// <param name="strict">
    /// True for requisites: the ID must have the module. An <c>extend</c> may add a module to an ID.
    /// </param>
    /// <param name="diagnostics">Where trouble is told.</param>
    public static void Apply(
        HighState high, IEnumerable<HighId> extensions, bool strict, DiagnosticBag diagnostics)
    {
        var excluded = high.Exclusions.Select(exclusion => exclusion.Sls).OfType<string>().ToHashSet();
        foreach (var extension in extensions)
        {
            var module = extension.Functions[0].Module;
            if (high.Matching(extension.Name, module, strict) is not [var target])
                Tell(high, extension, module, strict, diagnostics);
            else if (strict || !excluded.Contains(extension.Sls))
                foreach (var function in extension.Functions)
                    Merge(target, function);
        }
    }

    private static void Merge(HighId target, HighFunction with)
    {
        if (target.Find(with.Module) is not { } function)
        {
            target.Functions.Add(with with { Items = [.. with.Items] });
            return;
        }
        foreach (var item in with.Items)
        {
            var isPlaced = false;
            for (var i = 0; i < function.Items.Count; i++)
                if (Merged(function.Items[i], item, ref isPlaced) is { } merged)
                    function.Items[i] = merged;
            if (!isPlaced)
                function.Items.Add(item);
        }
    }

    /// <summary>What stands in the place of an item after another came to it; null: the two have nothing in common.</summary>
    private static YamlNode? Merged(YamlNode old, YamlNode item, ref bool isPlaced)
    {
        if (old is YamlScalar && item is YamlScalar)
        {
            isPlaced = true;
            return item;
        }
        if (old is not YamlMap { Entries: [var (oldKey, oldValue), ..] } || item is not YamlMap { Entries: [var (key, value), ..] })
            return null;
        if (oldKey.Text == "names" && key.Text == "name")
            return item;
        if (oldKey.Text != key.Text)
            return null;
        isPlaced = true;
        return Words.Requisites.Contains(key.Text) && oldValue is YamlList some && value is YamlList more
            ? HighFunction.Argument(key.Text, some with { Items = [.. some.Items, .. more.Items] }, oldKey.Span)
            : item;
    }

    private static void Tell(
        HighState high, HighId extension, string module, bool strict, DiagnosticBag diagnostics)
    {
        var found = high.Matching(extension.Name, module, strict);
        var what = found.Count == 0
            ? high.Find(extension.Name) is null ? "no state has this ID or name" : $"this ID has no state of '{module}'"
            : "several states have this name: " + string.Join(", ", found.Select(id => $"'{id.Name}' at {id.Id.Span}"));
        diagnostics.Error(strict ? "salt.requisite.unknown" : "salt.extend",
            $"{(strict ? "requisite target" : "cannot extend ID")} '{extension.Name}' in SLS '{extension.Sls}': {what}",
            extension.Id.Span, found.Count == 0
                ? "check the spelling of the ID, or include the file that declares it" : "give the ID");
    }
}

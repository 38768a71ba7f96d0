using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.High;

/// <summary>Takes a state file's tree apart into IDs, extensions and exclusions.</summary>
internal sealed class HighReader(string sls, string env, DiagnosticBag diagnostics)
{
    private const string Shape = "salt.unknown-shape";

    /// <summary>What a file says; <c>include</c> is not among it.</summary>
    public HighState Read(YamlMap root)
    {
        var high = new HighState();
        foreach (var (id, body) in root.Entries)
        {
            if (id.Kind is not (ScalarKind.Text or ScalarKind.Date))
                diagnostics.Error(Shape, $"ID '{id.Text}' in SLS '{sls}' is not text but {Word(id)}", id.Span,
                    "quote it");
            else if (id.Text == "extend")
                Extend(body, high);
            else if (id.Text == "exclude")
                Exclude(body, high);
            else if (id.Text != "include" && !id.Text.StartsWith("__", StringComparison.Ordinal)
                && Id(id, body) is { } read)
                high.Add(read, diagnostics);
        }
        return high;
    }

    private HighId? Id(YamlScalar id, YamlNode body)
    {
        var read = new HighId(id, sls, env);
        if (body is YamlScalar { Kind: ScalarKind.Text } word)
        {
            if (Split(id, word) is not { } named)
                return null;
            read.Functions.Add(new HighFunction(named.Module, word.Span, [YamlScalar.Of(named.Function, word.Span)]));
            return read;
        }
        if (body is YamlMap { Entries.IsEmpty: false } functions)
        {
            Functions(read, functions);
            return read.Functions.Count > 0 ? read : null;
        }
        diagnostics.Error(Shape, $"ID '{id.Text}' in SLS '{sls}' names no function: it holds {Word(body)}", id.Span,
            "write 'ID: {module.function: [arguments]}', for example incus.instance_snapshot_present");
        return null;
    }

    private void Functions(HighId id, YamlMap functions)
    {
        foreach (var (key, value) in functions.Entries)
        {
            if (key.Text.StartsWith("__", StringComparison.Ordinal) || Function(id.Id, key, value) is not { } function)
                continue;
            if (id.Find(function.Module) is null)
                id.Functions.Add(function);
            else
                diagnostics.Error(Shape, $"ID '{id.Name}' in SLS '{sls}' contains multiple state declarations of the " +
                    $"same type '{function.Module}'", key.Span, "give the second one an ID of its own");
        }
    }

    private HighFunction? Function(YamlScalar id, YamlScalar key, YamlNode value)
    {
        if (value is not YamlList list)
        {
            var remedy = value switch
            {
                YamlScalar { Kind: ScalarKind.Null } => "without arguments, write it without the trailing colon",
                _ when id.Text == "incus" =>
                    "for a pillar, use a section that Brine knows, such as incus.instance_snapshots",
                _ => "put '- ' before each argument",
            };
            diagnostics.Error(Shape,
                $"'{key.Text}' of ID '{id.Text}' in SLS '{sls}' is not formed as a list but is {Word(value)}",
                key.Span, remedy);
            return null;
        }
        foreach (var item in list.Items.OfType<YamlList>())
            Refuse("an argument is a list", id, item.Span, "write '- name: value'");
        var items = list.Items.Where(item => item is not YamlList).ToList();
        if (!key.Text.Contains('.', StringComparison.Ordinal))
            return new HighFunction(key.Text, key.Span, items);
        if (Split(id, key) is not { } named)
            return null;
        items.Add(YamlScalar.Of(named.Function, key.Span));
        return new HighFunction(named.Module, key.Span, items);
    }

    private void Extend(YamlNode body, HighState high)
    {
        if (body is not YamlMap ids)
        {
            diagnostics.Error(Shape, $"'extend' in SLS '{sls}' is not formed as a mapping but is {Word(body)}",
                body.Span, "write the ID below it, and below that what changes");
            return;
        }
        foreach (var (id, functions) in ids.Entries)
        {
            var read = new HighId(id, sls, env);
            if (functions is YamlMap map)
                Functions(read, map);
            else
                diagnostics.Error(Shape, $"'{id.Text}' under 'extend' in SLS '{sls}' is not formed as a mapping but is " +
                    Word(functions), id.Span, "write 'ID: {module: [arguments]}'");
            if (read.Functions.Count > 0)
                high.Extensions.Add(read);
        }
    }

    private void Exclude(YamlNode body, HighState high)
    {
        foreach (var item in body is YamlList list ? list.Items : [body])
        {
            var found = body is not YamlList ? null : item switch
            {
                YamlScalar { Kind: ScalarKind.Text } name => new Exclusion(null, name.Text, name.Span),
                YamlMap { Entries: [({ Text: "sls" }, YamlScalar { Kind: ScalarKind.Text } name)] } =>
                    new Exclusion(null, name.Text, name.Span),
                YamlMap { Entries: [({ Text: "id" }, YamlScalar { Kind: ScalarKind.Text } name)] } =>
                    new Exclusion(name.Text, null, name.Span),
                _ => null,
            };
            if (found is not null)
                high.Exclusions.Add(found);
            else
                diagnostics.Error(Shape, $"an entry of 'exclude' in SLS '{sls}' is {Word(item)}", item.Span,
                    "write '- sls: name' or '- id: ID', one a line");
        }
    }

    private (string Module, string Function)? Split(YamlScalar id, YamlScalar word)
    {
        if (word.Text.Split('.') is [var module, var function] && Plain(module) && Plain(function))
            return (module, function);
        Refuse($"'{word.Text}' is no module.function", id, word.Span,
            "write for example incus.instance_snapshot_present");
        return null;
    }

    private void Refuse(string what, YamlScalar id, SourceSpan span, string remedy) =>
        diagnostics.Error(Shape, $"{what} (ID '{id.Text}' in SLS '{sls}')", span, remedy);

    private static bool Plain(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static string Word(YamlNode node) => node switch
    {
        YamlList => "a list",
        YamlMap { Entries.IsEmpty: true } => "an empty mapping",
        YamlMap => "a mapping",
        YamlScalar { Kind: ScalarKind.Null } => "nothing",
        YamlScalar scalar => $"the {scalar.Kind.ToString().ToLowerInvariant()} '{scalar.Text}'",
        _ => throw new InvalidOperationException("YamlNode is a closed family"),
    };
}

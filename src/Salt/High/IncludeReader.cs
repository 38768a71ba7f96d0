using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.High;

/// <summary>Reads <c>include</c>: which SLS names a file wants, relative ones resolved.</summary>
internal sealed class IncludeReader(SlsDocument document, DiagnosticBag diagnostics)
{
    public List<Inclusion> Read(YamlMap root)
    {
        var found = new List<Inclusion>();
        if (root.Find("include") is not { } include)
            return found;
        if (include is not YamlList list)
        {
            diagnostics.Error("salt.include", $"'include' in SLS '{document.Sls}' is not formed as a list", include.Span,
                "write one '- name' a line");
            return found;
        }
        foreach (var item in list.Items)
        {
            var (env, name) = item switch
            {
                YamlScalar { Kind: not ScalarKind.Null } alone => (null, alone),
                YamlMap { Entries: [(var from, YamlScalar { Kind: not ScalarKind.Null } sls)] } => (from.Text, sls),
                _ => (null, null),
            };
            if (name is null)
                diagnostics.Error("salt.include", $"an entry of 'include' in SLS '{document.Sls}' is no name", item.Span,
                    "write one '- name' or '- environment: name' a line");
            else if (Absolute(name) is { } absolute)
                found.Add(new Inclusion(env, absolute, name.Span));
        }
        return found;
    }

    /// <summary>
    /// <c>.b</c> is a neighbour, <c>..b</c> one folder up; an <c>init.sls</c> lives inside its folder.
    /// </summary>
    private string? Absolute(YamlScalar name)
    {
        var rest = name.Text.TrimStart('.');
        var dots = name.Text.Length - rest.Length;
        if (dots == 0)
            return rest;
        var folders = document.Sls.Split('.').ToList();
        if (document.IsInit)
            folders.Add("init");
        if (dots > folders.Count)
        {
            diagnostics.Error("salt.include", $"include '{name.Text}' in SLS '{document.Sls}' leads above the state root",
                name.Span, "remove dots, or give the name from the root");
            return null;
        }
        return string.Join('.', folders.Take(folders.Count - dots).Append(rest));
    }
}

/// <summary>One line of an <c>include</c>.</summary>
/// <param name="Env">The environment named; null: that of the including file.</param>
/// <param name="Sls">The SLS name from the root; may be a glob.</param>
/// <param name="Span">Where it is written.</param>
internal sealed record Inclusion(string? Env, string Sls, SourceSpan Span);

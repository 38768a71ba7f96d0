using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.States;

/// <summary>Reads <c>include</c>: which SLS names a file wants, relative ones resolved.</summary>
internal sealed class IncludeReader(string sls, string path, DiagnosticBag diagnostics)
{
    public List<(string Sls, SourceSpan Span)> Read(YamlMap root)
    {
        var found = new List<(string, SourceSpan)>();
        if (root.Find("include") is not { } include)
            return found;
        if (include is not YamlList list)
        {
            diagnostics.Error("salt.include", $"'include' in SLS '{sls}' is not formed as a list", include.Span,
                "write one '- name' a line");
            return found;
        }
        foreach (var item in list.Items)
        {
            if (item is YamlScalar { Kind: not ScalarKind.Null } name)
            {
                if (Absolute(name) is { } absolute)
                    found.Add((absolute, name.Span));
            }
            else if (item is YamlMap { Entries: [var entry] })
                diagnostics.Error("salt.unsupported", $"not supported yet: include from environment '{entry.Key.Text}'",
                    item.Span, "write '- name' alone");
            else
                diagnostics.Error("salt.include", $"an entry of 'include' in SLS '{sls}' is no name", item.Span,
                    "write one '- name' a line");
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
        var folders = sls.Split('.').ToList();
        if (path.EndsWith("/init.sls", StringComparison.Ordinal))
            folders.Add("init");
        if (dots > folders.Count)
        {
            diagnostics.Error("salt.include", $"include '{name.Text}' in SLS '{sls}' leads above the state root",
                name.Span,
                "remove dots, or give the name from the root");
            return null;
        }
        return string.Join('.', folders.Take(folders.Count - dots).Append(rest));
    }
}

using System.Collections.Immutable;
using Brine.Salt.High;
using Brine.Salt.Pillar;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>The state files of a compilation with all they include, made one body of high data as Salt does.</summary>
internal sealed class StateLoader(
    CompileRequest request, DocumentLoader loader, PillarLoader pillars, DiagnosticBag diagnostics)
{
    /// <summary>Includes inside one another; deeper ones are refused rather than followed.</summary>
    private const int DeepestInclude = 100;

    /// <summary>The formula's own SLS turns the pillar's section into states; without it, Brine does.</summary>
    private const string PillarSls = "incus";

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HighState _high = new();
    private long _order = StateOrder.FirstDefined;

    public ImmutableArray<StateDeclaration> Build() => StateSet.Build(_high, diagnostics);

    /// <summary>Reads a file named on the command line; it may still prove to be a pillar.</summary>
    public void Add(SourceFile file)
    {
        var env = request.Saltenv ?? SourceRoots.Base;
        if (!_seen.Add(env + ":" + SourceTree.Plain(file.Path)))
            return;
        var document = loader.Load(file, env, pillars.Merged, diagnostics);
        if (PillarShape.Fits(document.Root))
            pillars.Add(document);
        else
            _high.Add(Read(document, env, depth: 0), diagnostics);
    }

    /// <summary>Reads SLS by name or glob, as named on the command line or by top files.</summary>
    public void Add(IReadOnlyList<(string Env, YamlScalar Sls)> names)
    {
        foreach (var (env, name) in names)
        {
            if (request.StateRoots.Find(env) is not { } tree)
                diagnostics.Error("salt.sls", $"there is no environment '{env}' for SLS '{name.Text}'", Place(name),
                    "give its folder with --state-root or a minion configuration, or check the name");
            else if (Fitting(tree, name.Text) is { Count: > 0 } found)
                foreach (var sls in found)
                    _high.Add(Read(sls, env, depth: 0) ?? new HighState(), diagnostics);
            else if (name.Text == PillarSls)
                pillars.CarryOut(Place(name));
            else
                diagnostics.Error("salt.sls", $"no matching sls found for '{name.Text}' in env '{env}'", Place(name),
                    (Place(name) is null ? $"there is no file '{name.Text}', and there is " : "there is ")
                    + $"no {name.Text.Replace('.', '/')}.sls or {name.Text.Replace('.', '/')}/init.sls in "
                    + string.Join(", ", tree.Roots.DefaultIfEmpty("the state root, which is empty")));
        }
    }

    private static SourceSpan? Place(YamlScalar name) => name.Span.File is null ? null : name.Span;

    /// <summary>Null when it has been read before.</summary>
    private HighState? Read(string sls, string env, int depth)
    {
        var tree = request.StateRoots[env];
        if (tree.Find(sls) is not { } file || !_seen.Add(env + ":" + SourceTree.Plain(tree.Shown(file.Path))))
            return null;
        return loader.Load(sls, env, pillars.Merged, [], diagnostics) is { } document ? Read(document, env, depth) : null;
    }

    private HighState Read(SlsDocument document, string env, int depth)
    {
        var high = new HighState();
        if (document.Root is not YamlMap root)
        {
            if (document.IsEmpty)
                diagnostics.Warn("salt.empty", $"'{document.Path}' declares nothing", document.Start,
                    "check that its loops and conditions are meant to yield no state");
            else if (!document.IsBroken)
                diagnostics.Error("salt.unknown-shape", $"SLS '{document.Sls}' is not formed as a mapping",
                    document.Root!.Span, "write 'ID:' and below it 'module.function:'"); // not empty, so there is a root
            return high;
        }
        high = new HighReader(document.Sls, env, diagnostics).Read(root);
        foreach (var inclusion in new IncludeReader(document, diagnostics).Read(root))
            foreach (var included in Include(inclusion, document, env, depth))
                high.Add(included, diagnostics);
        Number(high);
        return high;
    }

    private IEnumerable<HighState> Include(Inclusion inclusion, SlsDocument document, string env, int depth)
    {
        if (Environment(inclusion, env) is not { } from)
        {
            if (inclusion is { Sls: PillarSls, Env: null })
            {
                pillars.CarryOut(inclusion.Span);
                yield break;
            }

            diagnostics.Error("salt.include", inclusion.Env is { } other && request.StateRoots.Find(other) is null
                ? $"nonexistent saltenv '{other}' found in include of '{inclusion.Sls}' within SLS '{document.Sls}'"
                : $"specified SLS '{inclusion.Sls}' included in '{document.Sls}' is not in the state root"
                    + (inclusion.Env is { } named ? $" of '{named}'" : ""),
                inclusion.Span, "check the name, or give the folder that holds it as --state-root");
            yield break;
        }
        if (depth >= DeepestInclude)
        {
            diagnostics.Error("salt.include", $"includes go deeper than {DeepestInclude} files", inclusion.Span);
            yield break;
        }
        foreach (var sls in Fitting(request.StateRoots[from], inclusion.Sls))
            if (Read(sls, from, depth + 1) is { } included)
                yield return included;
    }

    /// <summary>The environment to include from; null when it does not have the SLS.</summary>
    private string? Environment(Inclusion inclusion, string env) =>
        Fitting(request.StateRoots[inclusion.Env ?? env], inclusion.Sls).Count > 0 ? inclusion.Env ?? env : null;

    private static List<string> Fitting(SourceTree tree, string name) => Glob.IsGlob(name)
        ? [.. tree.Names.Where(sls => Glob.Matches(name, sls))]
        : tree.Find(name) is not null ? [name] : [];

    /// <summary>States without an <c>order</c> get the next rank; those of included files have theirs by then.</summary>
    private void Number(HighState high)
    {
        foreach (var function in high.Ids.SelectMany(id => id.Functions))
            if (!function.Arguments.Any(argument => argument.Key == "order"))
                function.Items.Add(HighFunction.Argument("order", YamlScalar.Of(_order++), function.Span));
    }
}

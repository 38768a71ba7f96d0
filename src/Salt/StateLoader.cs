using System.Collections.Immutable;
using Brine.Salt.Pillar;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>
/// The state files of a compilation with all they include, an included file before the one that wants it.
/// </summary>
internal sealed class StateLoader(DocumentLoader loader, PillarLoader pillars, DiagnosticBag diagnostics)
{
    /// <summary>Includes inside one another; deeper ones are refused rather than followed.</summary>
    private const int DeepestInclude = 100;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _loaded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StateBlock> _ids = new(StringComparer.Ordinal);
    private readonly List<StateBlock> _blocks = [];

    public ImmutableArray<StateDeclaration> Build() => StateSet.Build(_blocks, _loaded, diagnostics);

    /// <summary>Reads a file named on the command line; it may still prove to be a pillar.</summary>
    public void Add(SourceFile file) => Add(file, depth: 0);

    private void Add(SourceFile file, int depth)
    {
        if (!_seen.Add(SourceTree.Plain(file.Path)))
            return;
        var document = loader.Load(file, pillars.Merged, diagnostics);
        _loaded.Add(document.Sls);
        if (depth == 0 && PillarShape.Fits(document.Root))
            pillars.Add(document);
        else if (document.Root is YamlMap root)
            Add(document, root, depth);
        else if (document.IsEmpty)
            diagnostics.Warn("salt.empty", $"'{document.Path}' declares nothing", document.Start,
                "check that its loops and conditions are meant to yield no state");
        else if (!document.IsBroken)
            diagnostics.Error("salt.unknown-shape", $"SLS '{document.Sls}' is not formed as a mapping",
                document.Root!.Span,
                "write 'ID:' and below it 'module.function:'");
    }

    private void Add(SlsDocument document, YamlMap root, int depth)
    {
        foreach (var (sls, span) in new IncludeReader(document.Sls, document.Path, diagnostics).Read(root))
            Include(sls, span, document.Sls, depth);
        foreach (var block in new StateFileReader(document.Sls, diagnostics).Blocks(root))
        {
            if (_ids.TryAdd(block.Id.Text, block) || _ids[block.Id.Text].Id == block.Id)
                _blocks.Add(block);
            else
                diagnostics.Error("salt.duplicate-id", $"found conflicting ID '{block.Id.Text}': {block.Id.Span} and " +
                    $"{_ids[block.Id.Text].Id.Span} both declare it", block.Id.Span, "rename one of them");
        }
    }

    private void Include(string sls, SourceSpan span, string from, int depth)
    {
        if (loader.Find(sls) is not { } file)
            diagnostics.Error("salt.include", $"specified SLS '{sls}' included in '{from}' is not in the state root",
                span,
                "check the name, or give the folder that holds it as --state-root");
        else if (depth >= DeepestInclude)
            diagnostics.Error("salt.include", $"includes go deeper than {DeepestInclude} files", span);
        else
            Add(file, depth + 1);
    }
}

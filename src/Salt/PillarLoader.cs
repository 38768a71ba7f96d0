using Brine.Salt.Pillar;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>
/// The pillars of a compilation: those given as data, and those among the files, merged for the templates.
/// </summary>
/// <param name="loader">Reads files.</param>
/// <param name="env">The environment that templates see.</param>
/// <param name="options">How pillars become one.</param>
/// <param name="diagnostics">Where trouble is told.</param>
internal sealed class PillarLoader(
    DocumentLoader loader, string env, MinionOptions options, DiagnosticBag diagnostics)
{
    private readonly List<PillarDocument> _documents = [];
    private bool _carries;

    /// <summary>All pillar data so far; null when there is none.</summary>
    public YamlMap? Merged { get; private set; }

    /// <summary>Takes what the pillar roots gave; files given as data come over it.</summary>
    public void AddRoots(YamlMap? data) => Merged = data;

    /// <summary>What is to be carried out.</summary>
    public IReadOnlyList<PillarDocument> Documents =>
        _carries && Merged is not null ? [new PillarDocument(Merged.Span.File ?? "pillar", Merged)] : _documents;

    /// <summary>Takes a file that is data for templates.</summary>
    public void AddData(SourceFile file)
    {
        var document = loader.Load(file, env, Merged, diagnostics);
        if (document.Root is YamlMap root)
            Add(root);
        else if (!document.IsBroken && !document.IsEmpty)
            diagnostics.Error("salt.pillar.shape", $"pillar '{file.Path}' is not formed as a mapping", document.Start,
                "write 'key: value' lines");
    }

    /// <summary>
    /// Takes a file if it proves to be a pillar. Nothing is told otherwise: the file may be a state file that can only
    /// be rendered when all pillars are known, and is then rendered again.
    /// </summary>
    public bool TryAdd(SourceFile file)
    {
        var found = new DiagnosticBag();
        var document = loader.Load(file, env, Merged, found);
        if (!PillarShape.Fits(document.Root))
            return false;
        diagnostics.Add(found.ToImmutable());
        Add(document);
        return true;
    }

    /// <summary>Carries out what all pillar data says together.</summary>
    /// <param name="span">Where that is asked for; null: on the command line.</param>
    public void CarryOut(SourceSpan? span)
    {
        _carries = true;
        if (Merged?.Find("incus") is not YamlMap)
            diagnostics.Error("salt.pillar.nothing", "the pillar has no 'incus' section that could be carried out", span,
                "name a file or an SLS, or give the folder of the states as --state-root");
    }

    /// <summary>Takes a document that is known to be a pillar.</summary>
    public void Add(SlsDocument document)
    {
        if (document.Root is not YamlMap root)
            return;
        if (root.Entries.FirstOrDefault(entry => entry.Key.Text == "include") is { } include)
            diagnostics.Error("salt.unsupported", "include works in pillar roots only, not in a pillar that is named alone",
                include.Key.Span, "name the other file on the command line too, or give --pillar-root");
        _documents.Add(new PillarDocument(document.Path, root));
        Add(root);
    }

    private void Add(YamlMap root) => Merged = Merged is null ? root : PillarMerge.Merge(Merged, root, options);
}

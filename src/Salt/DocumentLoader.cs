using Brine.Salt.Source;
using Brine.Salt.Templates;
using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>Renders and reads one file at a time, for one compilation.</summary>
internal sealed class DocumentLoader(CompileRequest request, ISaltHost host, CancellationToken token)
{
    private readonly Dictionary<string, RenderedFile> _read = new(StringComparer.Ordinal);

    /// <summary>Every file so far, by the order of their first reading; one read again counts as last read.</summary>
    public IEnumerable<RenderedFile> Read => _read.Values;

    /// <summary>Renders and reads a file; where it lies in the state root is told by its path.</summary>
    public SlsDocument Load(SourceFile file, YamlMap? pillar, DiagnosticBag diagnostics)
    {
        var inRoot = request.StateRoot.PathOf(file.Path);
        var sls = TemplatePath.SlsName(file.Path, inRoot);
        var context = new RenderContext
        {
            Pillar = pillar,
            StateRoot = request.StateRoot,
            MinionId = request.MinionId,
            IsTest = request.IsTest,
            Sls = sls,
            PathInRoot = inRoot,
        };
        var rendering = SaltRenderer.Render(file, context, host, token);
        diagnostics.Add(rendering.Diagnostics);
        _read[file.Path] = new RenderedFile(file, rendering.Text, null);
        if (rendering.Text is not { } text)
            return new SlsDocument(sls, file.Path, null, IsBroken: true);
        var plain = text is ['\uFEFF', ..] ? text[1..] : text;
        var reading = YamlReader.Read(plain, PositionMap.Rendered(file, plain));
        diagnostics.Add(reading.Diagnostics);
        _read[file.Path] = new RenderedFile(file, plain, reading.Root);
        return new SlsDocument(sls, file.Path, reading.Root, reading.Root is null && !reading.Diagnostics.IsEmpty);
    }

    /// <summary>
    /// The file of an SLS name in the state root, its path as people see it; null when there is none.
    /// </summary>
    public SourceFile? Find(string sls) => request.StateRoot.Find(sls) is { } file
        ? file with { Path = request.StateRoot.Shown(file.Path) }
        : null;
}

using System.Collections.Immutable;
using Brine.Salt.Source;
using Brine.Salt.Templates;
using Brine.Salt.Yaml;

namespace Brine.Salt;

/// <summary>Renders and reads one file at a time, for one compilation.</summary>
/// <param name="request">What is compiled.</param>
/// <param name="roots">Where the files lie, and templates' imports look: the state roots, or the pillar roots.</param>
/// <param name="host">What templates may ask.</param>
/// <param name="token">Stops templates that never end.</param>
internal sealed class DocumentLoader(
    CompileRequest request, SourceRoots roots, ISaltHost host, CancellationToken token)
{
    private readonly Dictionary<string, RenderedFile> _read = new(StringComparer.Ordinal);

    /// <summary>Every file so far, by the order of their first reading; one read again counts as last read.</summary>
    public IEnumerable<RenderedFile> Read => _read.Values;

    /// <summary>Renders and reads a file that is named by its path; where it lies in a root is told by that.</summary>
    public SlsDocument Load(SourceFile file, string env, YamlMap? pillar, DiagnosticBag diagnostics)
    {
        var inRoot = roots[env].PathOf(file.Path);
        return Load(file, inRoot, TemplatePath.SlsName(file.Path, inRoot), env, pillar, [], diagnostics);
    }

    /// <summary>Renders and reads an SLS of an environment; null, and nothing told, when there is none.</summary>
    /// <param name="defaults">More variables for its template.</param>
    public SlsDocument? Load(
        string sls, string env, YamlMap? pillar, ImmutableArray<YamlEntry> defaults, DiagnosticBag diagnostics) =>
        roots[env].Find(sls) is { } file
            ? Load(file with { Path = roots[env].Shown(file.Path) }, file.Path, sls, env, pillar, defaults, diagnostics)
            : null;

    /// <summary>Renders and reads the file at a path of an environment; null when there is none.</summary>
    public SlsDocument? LoadAt(string path, string env, YamlMap? pillar, DiagnosticBag diagnostics) =>
        roots[env].At(path) is { } file
            ? Load(file with { Path = roots[env].Shown(file.Path) }, file.Path, TemplatePath.SlsName(path, path), env,
                pillar, [], diagnostics)
            : null;

    private SlsDocument Load(
        SourceFile file, string? inRoot, string sls, string env, YamlMap? pillar, ImmutableArray<YamlEntry> defaults,
        DiagnosticBag diagnostics)
    {
        var context = new RenderContext
        {
            Pillar = pillar,
            StateRoot = roots[env],
            Roots = roots,
            Saltenv = env,
            PillarEnv = request.PillarEnv,
            Options = request.Minion.All,
            Defaults = defaults,
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
        var reading = YamlReader.Read(file, text);
        diagnostics.Add(reading.Diagnostics);
        _read[file.Path] = new RenderedFile(file, text, reading.Root);
        return new SlsDocument(sls, file.Path, reading.Root, reading.Root is null && !reading.Diagnostics.IsEmpty);
    }
}

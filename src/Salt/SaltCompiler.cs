using Brine.Salt.Pillar;
using Brine.Salt.Source;

namespace Brine.Salt;

/// <summary>The door of this room: texts in, positioned declarations out.</summary>
public static class SaltCompiler
{
    /// <summary>
    /// Renders and reads all files. Pillars come first, so that states see them whatever the order on the command line.
    /// What is wrong with the files is in the result, never thrown.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CompileResult Compile(CompileRequest request, ISaltHost host, CancellationToken token)
    {
        var diagnostics = new DiagnosticBag();
        var loader = new DocumentLoader(request, host, token);
        var pillars = new PillarLoader(loader, diagnostics);
        foreach (var file in request.PillarData)
            pillars.AddData(file);

        var others = request.Files.Where(file => !PillarShape.IsLikely(file.Text) || !pillars.TryAdd(file)).ToList();
        var states = new StateLoader(loader, pillars, diagnostics);
        foreach (var file in others)
            states.Add(file);

        return new CompileResult
        {
            States = states.Build(),
            Pillars = [.. pillars.Documents],
            Pillar = pillars.Merged,
            Files = [.. loader.Read],
            Diagnostics = diagnostics.InFileOrder(),
        };
    }
}

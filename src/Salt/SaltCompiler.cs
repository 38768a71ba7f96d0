using System.Collections.Immutable;
using Brine.Salt.Pillar;
using Brine.Salt.Source;
using Brine.Salt.Top;
using Brine.Salt.Yaml;

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
        var grains = new Lazy<YamlMap>(() => Grains(request, host));
        var loader = new DocumentLoader(request, request.StateRoots, host, token);
        var pillars = new PillarLoader(loader, request.Saltenv ?? SourceRoots.Base, request.Minion, diagnostics);
        var pillarLoader = new DocumentLoader(request, request.PillarRoots, host, token);
        pillars.AddRoots(new PillarTree(request, pillarLoader,
            new TargetMatcher(request.MinionId, grains, null, request.Minion, diagnostics), diagnostics).Compile());
        foreach (var file in request.PillarData)
            pillars.AddData(file);

        var others = request.Files.Where(file => !PillarShape.IsLikely(file.Text) || !pillars.TryAdd(file)).ToList();
        var states = new StateLoader(request, loader, pillars, diagnostics);
        foreach (var file in others)
            states.Add(file);
        if (!request.Sls.IsEmpty)
            states.Add([.. request.Sls.Select(name => (request.Saltenv ?? SourceRoots.Base, YamlScalar.Of(name)))]);
        if (request.IsHighstate)
            AddTop(request, loader, states, new TargetMatcher(request.MinionId, grains, pillars.Merged, request.Minion, diagnostics),
                pillars.Merged, diagnostics);

        if (request.CarriesPillar)
            pillars.CarryOut(null);

        return new CompileResult
        {
            States = states.Build(),
            Pillars = [.. pillars.Documents],
            Pillar = pillars.Merged,
            Files = [.. pillarLoader.Read, .. loader.Read],
            Diagnostics = diagnostics.InFileOrder(),
        };
    }

    private static void AddTop(
        CompileRequest request, DocumentLoader loader, StateLoader states, TargetMatcher matcher, YamlMap? pillar,
        DiagnosticBag diagnostics)
    {
        var top = new StateTop(request, new TopReader(request, loader, request.StateRoots, diagnostics), matcher, diagnostics);
        switch (top.Matches(pillar))
        {
            case null:
                diagnostics.Error("salt.top", $"there is no {request.Minion.Top} in the state root "
                    + string.Join(", ", request.StateRoots.Names.SelectMany(env => request.StateRoots[env].Roots)), null,
                    "write one, or name a file or an SLS");
                break;
            case []:
                diagnostics.Warn("salt.top", $"no target of {request.Minion.Top} matches the minion '{request.MinionId}'", null,
                    "give the minion's id with --id, or add a target that matches it");
                break;
            case var names:
                states.Add(names);
                break;
        }
    }

    private static YamlMap Grains(CompileRequest request, ISaltHost host)
    {
        var grains = host.Grains.Select(grain => new YamlEntry(YamlScalar.Of(grain.Key), grain.Value)).ToImmutableArray();
        return new YamlMap(host.Grains.ContainsKey("id") ? grains
            : grains.Add(new YamlEntry(YamlScalar.Of("id"), YamlScalar.Of(request.MinionId))), default);
    }
}

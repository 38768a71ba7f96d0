using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Converge.Read;
using Brine.Planner.Report;
using Brine.Salt;
using Brine.Salt.Source;
using Brine.Salt.Templates;
using Brine.Salt.Yaml;

namespace Brine.Cli.Commands;

/// <summary><c>brine render FILE</c>: the text after Jinja, or the data that YAML makes of it.</summary>
internal static class RenderCommand
{
    public static Command Build(Surroundings world)
    {
        var file = new Argument<string>("FILE") { Description = "a state file, a pillar, or an SLS name such as web.snapshots" };
        var (connection, sources, output) = (new ConnectionOptions(), new SourceOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("render", "Show a file as its template renders; with --out json or yaml the data that is read from it") { file };
        connection.AddTo(command);
        sources.AddTo(command, withStates: false);
        output.AddTo(command);
        Act.On(command, world, output, (parsed, screen) =>
            Task.FromResult(Render(sources.Read(parsed, [parsed.GetRequiredValue(file)]), new Connection(connection.Read(parsed), world), screen, world)));
        return command;
    }

    private static int Render(SourceRequest request, Connection link, Screen screen, Surroundings world)
    {
        var read = SourceReader.Read(request.Query);
        if (read.HasErrors)
        {
            screen.Show(read.Problems);
            return Exits.BadInput;
        }

        using var server = new AskedServer(link);
        var host = Declarations.Host(read, request.NoExec, world, server.Facts);
        var token = world.Interrupts.Stop;
        var pillar = SaltCompiler.Compile(read.Request with { Files = [], Sls = [] }, host, token);
        var env = read.Request.Saltenv ?? SourceRoots.Base;
        var tree = read.Request.StateRoots[env];
        var context = new RenderContext
        {
            Pillar = pillar.Pillar,
            StateRoot = tree,
            Roots = read.Request.StateRoots,
            Saltenv = env,
            PillarEnv = read.Request.PillarEnv,
            Options = read.Request.Minion.All,
            MinionId = read.Request.MinionId,
        };
        var (file, place) = Named(read.Request, tree);
        var rendering = SaltRenderer.Render(file, context with { PathInRoot = place.Path, Sls = place.Sls }, host, token);
        screen.Show([.. read.Problems, .. pillar.Diagnostics, .. rendering.Diagnostics]);
        if (rendering.Text is not { } text)
            return Exits.BadInput;
        if (screen.Choice.IsTable)
        {
            screen.Raw(text);
            return pillar.HasErrors ? Exits.BadInput : Exits.Done;
        }
        var reading = YamlReader.Read(file, text);
        screen.Show(reading.Diagnostics);
        if (!reading.Diagnostics.IsEmpty)
            return Exits.BadInput;
        var json = NodeJson.Of(reading.Root);
        screen.Data(json);
        return pillar.HasErrors ? Exits.BadInput : Exits.Done;
    }

    /// <summary>The one file that is named, and what it is in the tree.</summary>
    private static (SourceFile File, (string? Path, string? Sls) Place) Named(CompileRequest request, SourceTree tree)
    {
        if (request is { Files: [var named], Sls: [] })
            return (named, (tree.PathOf(named.Path), null));
        if (request.Sls is not [var sls])
            throw new UsageException("'brine render' shows one file or SLS", "name one");
        return tree.Find(sls) is { } file
            ? (file with { Path = tree.Shown(file.Path) }, (file.Path, sls))
            : throw new UsageException($"there is neither a file '{sls}' nor an SLS '{sls}' in {string.Join(", ", tree.Roots)}",
                "check the name, or give the folder of the states as --state-root");
    }
}

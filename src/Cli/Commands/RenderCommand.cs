using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Cli.Screens;
using Brine.Converge.Read;
using Brine.Salt;
using Brine.Salt.Source;
using Brine.Salt.Templates;

namespace Brine.Cli.Commands;

/// <summary><c>brine render FILE</c>: the text after Jinja, as YAML will be read from it.</summary>
internal static class RenderCommand
{
    public static Command Build(Surroundings world)
    {
        var file = new Argument<string>("FILE") { Description = "a state file, a pillar, or an SLS name such as web.snapshots" };
        var (sources, output) = (new SourceOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("render", "Show a file as its template renders") { file };
        sources.AddTo(command, withStates: false);
        output.AddTo(command);
        Act.On(command, world, output, (parsed, screen) =>
            Task.FromResult(Render(sources.Read(parsed, [parsed.GetRequiredValue(file)]), screen, world)));
        return command;
    }

    private static int Render(SourceRequest request, Screen screen, Surroundings world)
    {
        var read = SourceReader.Read(request.Query);
        if (read.HasErrors)
        {
            screen.Show(read.Problems);
            return Exits.BadInput;
        }

        var host = Declarations.Host(read, request.NoExec, world);
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
        var rendering = read.Request.Files is [var named]
            ? SaltRenderer.Render(named, context with { PathInRoot = tree.PathOf(named.Path) }, host, token)
            : Sls(read.Request, tree, context, host, token);
        screen.Show([.. read.Problems, .. pillar.Diagnostics, .. rendering.Diagnostics]);
        if (rendering.Text is not { } text)
            return Exits.BadInput;
        screen.Raw(text);
        return pillar.HasErrors ? Exits.BadInput : Exits.Done;
    }

    private static Rendering Sls(
        CompileRequest request, SourceTree tree, RenderContext context, ISaltHost host, CancellationToken token)
    {
        if (request.Sls is not [var name])
            throw new UsageException("'brine render' shows one file or SLS", "name one");
        return tree.Find(name) is { } file
            ? SaltRenderer.Render(file with { Path = tree.Shown(file.Path) },
                context with { PathInRoot = file.Path, Sls = name }, host, token)
            : throw new UsageException($"there is neither a file '{name}' nor an SLS '{name}' in {string.Join(", ", tree.Roots)}",
                "check the name, or give the folder of the states as --state-root");
    }
}

using System.Collections.Immutable;
using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
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
        var file = new Argument<string>("FILE") { Description = "a state file or pillar" };
        var (sources, output) = (new SourceOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("render", "Show a file as its template renders") { file };
        sources.AddTo(command, withStates: false);
        output.AddTo(command);
        Act.On(command, world, output, (parsed, screen) =>
        {
            var path = parsed.GetRequiredValue(file);
            var request = sources.Read(parsed, [path]);
            var read = SourceReader.Read([path], request.StateRoot);
            var problems = read.Problems.ToBuilder();
            var pillars = Declarations.Pillars(request, problems);
            if (problems.Any(p => p.Severity == Severity.Error))
            {
                screen.Show(problems);
                return Task.FromResult(Exits.BadInput);
            }

            var host = Declarations.Host(request, world);
            var token = world.Interrupts.Stop;
            var pillar = SaltCompiler.Compile(
                new CompileRequest
                {
                    Files = [], StateRoot = read.StateRoot, PillarData = pillars, MinionId = request.MinionId,
                },
                host, token);
            var rendering = SaltRenderer.Render(read.Files[0],
                new RenderContext { Pillar = pillar.Pillar, StateRoot = read.StateRoot, MinionId = request.MinionId },
                host, token);
            screen.Show([.. problems, .. pillar.Diagnostics, .. rendering.Diagnostics]);
            if (rendering.Text is not { } text)
                return Task.FromResult(Exits.BadInput);
            screen.Raw(text);
            return Task.FromResult(pillar.HasErrors ? Exits.BadInput : Exits.Done);
        });
        return command;
    }
}

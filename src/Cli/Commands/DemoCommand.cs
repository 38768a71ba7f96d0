using System.CommandLine;
using System.Collections.Immutable;
using Brine.Cli.Demo;
using Brine.Cli.Options;
using Brine.Cli.Screens;
using Brine.Incus;
using Brine.Planner.Report;
using Brine.Sandbox;

namespace Brine.Cli.Commands;

/// <summary>
/// <c>brine demo</c>: real command lines against a simulated Incus in this process, and nothing left behind.
/// </summary>
internal static class DemoCommand
{
    public static Command Build(Surroundings world)
    {
        var output = new OutputOptions(hasSalt: false);
        var command = new Command("demo", "Watch Brine at work on a simulated Incus; changes nothing of yours");
        output.AddTo(command);
        Act.On(command, world, output, async (_, screen) =>
        {
            var token = world.Interrupts.Stop;
            using var folder = ScratchFolder.Create("brine-demo");
            var socket = Path.Combine(folder.Path, "unix.socket");
            await using var server = await SandboxServer.StartAsync(
                new SandboxOptions { SocketPath = socket, Time = world.Time }, token);
            using var client = new IncusClient(IncusEndpoint.OfSocket(socket), new IncusClientOptions(), world.Time);
            foreach (var name in (string[])["web-tier.sls", "restore.sls", "automatic.yaml"])
                await File.WriteAllTextAsync(Path.Combine(folder.Path, name), Example(name), token);
            var inner = world with
            {
                Environment = world.Environment
                    .Where(v => !v.Key.StartsWith("INCUS_", StringComparison.Ordinal) && v.Key != "XDG_STATE_HOME")
                    .Append(KeyValuePair.Create("INCUS_SOCKET", socket))
                    .Append(KeyValuePair.Create("XDG_STATE_HOME", folder.Path))
                    .ToDictionary(StringComparer.Ordinal),
            };
            var home = Directory.GetCurrentDirectory();
            Directory.SetCurrentDirectory(folder.Path);
            try
            {
                return await PlayAsync(inner, screen, DemoScript.Of(server, client, world.Time, token));
            }
            finally
            {
                Directory.SetCurrentDirectory(home);
            }
        });
        return command;
    }

    /// <summary>Any step that ends other than it should ends the demo, with its exit code.</summary>
    private static async Task<int> PlayAsync(Surroundings world, Screen screen, ImmutableArray<DemoStep> steps)
    {
        screen.Result(new StyledWriter()
            .Line(0, ("Brine keeps Incus snapshots the way you declared them.", Style.Heading))
            .Line(0, ("Everything below runs against a simulated Incus in this process.", Style.Dim)).ToText());
        foreach (var step in steps)
        {
            screen.Result(new StyledWriter().Line(0).Line(0, ("# " + step.Sentence, Style.Dim))
                .Line(0, ("$ ", Style.Create), (step.Line, Style.Bold)).ToText());
            if (step.Before is { } before)
                await before();
            var code = step.Arguments.Length == 0 ? Exits.Done
                : await CommandLine.RunAsync([.. step.Arguments, .. Look(screen)], world);
            if (step.Line.StartsWith("cat ", StringComparison.Ordinal))
                screen.Raw(await File.ReadAllTextAsync(step.Line[4..], world.Interrupts.Stop));
            if (code == Exits.ChangesPending)
                screen.Result(new StyledWriter().Line(0, ("(exit code 2: changes are pending)", Style.Dim)).ToText());
            else if (code != step.Ends)
                return code == Exits.Done ? Exits.Failed : code;
            if (screen.IsLive)
                await Task.Delay(TimeSpan.FromSeconds(1.2), world.Time, world.Interrupts.Stop);
        }

        screen.Result(new StyledWriter().Line(0)
            .Line(0, ("That was all. The simulated server and its files are gone.", Style.Heading))
            .Line(0, ("Yours: 'brine plan FILE', or 'brine sandbox' to try things on.", Style.Dim)).ToText());
        return Exits.Done;
    }

    private static string[] Look(Screen screen) => screen.Choice.Color == false ? ["--no-color"] : [];

    private static string Example(string name)
    {
        using var stream = typeof(DemoCommand).Assembly.GetManifestResourceStream("examples/" + name)
            ?? throw new InvalidOperationException($"the example {name} is not built in");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

using System.CommandLine;
using Brine.Cli.Commands;
using Brine.Cli.Options;
using Brine.Cli.Screens;

namespace Brine.Cli.Worker;

/// <summary><c>brine worker</c>: states and calls as JSON lines, one process for a whole Salt run.</summary>
internal static class WorkerCommand
{
    public static Command Build(Surroundings world)
    {
        var (connection, running, output) = (new ConnectionOptions(), new RunningOptions(), new OutputOptions(hasSalt: false));
        var command = new Command("worker", "Answer requests on standard input, one JSON object a line: for Salt, and for other programs");
        connection.AddTo(command);
        running.AddTo(command);
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            var options = running.Read(parsed);
            using var servers = new WorkerServers(world, connection.Read(parsed), options.Parallelism);
            var engine = new WorkerEngine(world, options, running.StateDirectory(parsed));
            return await ServeAsync(world, screen, servers, engine);
        });
        return command;
    }

    /// <summary>To the end of the input: whoever asked has gone then, and so has the reason to be here.</summary>
    private static async Task<int> ServeAsync(Surroundings world, Screen screen, WorkerServers servers, WorkerEngine engine)
    {
        var (states, calls) = (new StateCalls(engine), new ModuleCalls(engine));
        while (await NextAsync(world) is { } line)
            if (!string.IsNullOrWhiteSpace(line))
                screen.Raw(await AnswerAsync(WorkerRequest.Read(line), servers, states, calls));
        return world.Interrupts.Stop.IsCancellationRequested ? Exits.Interrupted : Exits.Done;
    }

    // Reading a pipe cannot be cancelled; SIGTERM must not wait for it.
    private static async Task<string?> NextAsync(Surroundings world)
    {
        var stop = world.Interrupts.Stop;
        return stop.IsCancellationRequested ? null : await Task.Run(world.In.ReadLine, stop).WaitAsync(stop);
    }

    private static async Task<string> AnswerAsync(
        WorkerRequest request, WorkerServers servers, StateCalls states, ModuleCalls calls)
    {
        try
        {
            return request switch
            {
                WorkerRequest.Hello => WorkerReply.Hello(request.Id),
                WorkerRequest.States r => WorkerReply.Of(r.Id, await states.RunAsync(servers.At(r.Connection), r.Items, r.Test)),
                WorkerRequest.Call r => WorkerReply.Of(r.Id, await calls.RunAsync(servers.At(r.Connection), r.Function, r.Arguments)),
                WorkerRequest.Garbage r => WorkerReply.Error(r.Id, r.Why),
                _ => throw new InvalidOperationException($"no answer to {request.GetType().Name}"),
            };
        }
        catch (WorkerRefusal e)
        {
            return WorkerReply.Error(request.Id, e.Message);
        }
    }
}

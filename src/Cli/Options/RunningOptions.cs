using System.CommandLine;
using Brine.Converge.Apply;

namespace Brine.Cli.Options;

/// <summary>How a run goes about it.</summary>
internal sealed class RunningOptions
{
    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = "instances worked on at once, per server",
        HelpName = "N",
        DefaultValueFactory = _ => RunOptions.Default.Parallelism,
    };
    private readonly Option<bool> _serial = new("--serial")
        { Description = "one declaration after the other, in Salt's strict order" };
    private readonly Option<string?> _stateDir = new("--state-dir")
        { Description = "where unfinished work is noted", HelpName = "DIR" };

    public void AddTo(Command command, bool isOneOff = false)
    {
        if (!isOneOff)
        {
            command.Options.Add(_parallel);
            command.Options.Add(_serial);
        }

        command.Options.Add(_stateDir);
    }

    public RunOptions Read(ParseResult parsed)
    {
        var parallel = parsed.GetValue(_parallel);
        // Options that the command does not have read as zero.
        return parallel is < 0 or > 256 || (parallel == 0 && parsed.GetResult(_parallel) is not null)
            ? throw new UsageException("--parallel takes a number from 1 to 256")
            : new RunOptions
            {
                Serial = parsed.GetValue(_serial),
                Parallelism = parallel == 0 ? RunOptions.Default.Parallelism : parallel,
            };
    }

    /// <summary>Null: the usual place.</summary>
    public string? StateDirectory(ParseResult parsed) => parsed.GetValue(_stateDir);
}

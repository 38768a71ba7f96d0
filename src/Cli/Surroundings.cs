using Brine.Cli.Timers;
using Brine.Converge.Apply;

namespace Brine.Cli;

/// <summary>
/// Everything of the outer world that a command may use. Made by <see cref="Program"/>, by tests and by the demo.
/// </summary>
internal sealed record Surroundings
{
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required TextReader In { get; init; }

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Somebody can answer a question.</summary>
    public bool InIsTerminal { get; init; }

    public bool OutIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Columns of the terminal; 80 where there is none.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Root keeps its journal in /var/lib.</summary>
    public bool IsRoot { get; init; }

    /// <summary>Ctrl-C, once and twice.</summary>
    public RunControl Interrupts { get; init; } = RunControl.None;

    /// <summary>What this machine is called.</summary>
    public string Machine { get; init; } = "localhost";

    /// <summary>The absolute path of this program, for units that run it.</summary>
    public string Program { get; init; } = "/usr/bin/brine";

    /// <summary>Null: none is asked.</summary>
    public ISystemd? Systemd { get; init; }

    /// <summary>Null when it is not set, or empty.</summary>
    public string? Variable(string name) => Environment.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;
}

using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using Brine.Cli.Timers;
using Brine.Converge.Apply;

namespace Brine.Cli;

/// <summary>The one place where the outer world comes in.</summary>
internal static class Program
{
    private const int BrokenPipe = 32;

    private static async Task<int> Main(string[] args)
    {
        // Before anything is built: this is what scripts ask most often.
        if (args is ["--version"])
        {
            Console.Out.WriteLine(ProductVersion.Line);
            return Exits.Done;
        }

        using var stop = new CancellationTokenSource();
        using var abort = new CancellationTokenSource();
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            (stop.IsCancellationRequested ? abort : stop).Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        var output = Writer(Console.OpenStandardOutput());
        var error = Writer(Console.OpenStandardError());
        error.AutoFlush = true;
        try
        {
            var code = await CommandLine.RunAsync(args, World(output, error, new RunControl(stop.Token, abort.Token)));
            await output.FlushAsync(CancellationToken.None);
            return code;
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            return Exits.Failed; // whoever read our output has gone; there is nobody to tell
        }
    }

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 << 10) { NewLine = "\n" };

    private static Surroundings World(TextWriter output, TextWriter error, RunControl interrupts) => new()
    {
        Environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal),
        In = Console.In,
        Out = output,
        Error = error,
        Time = TimeProvider.System,
        InIsTerminal = !Console.IsInputRedirected,
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        Width = Console.IsOutputRedirected ? 80 : Math.Max(40, Console.WindowWidth),
        IsRoot = Environment.IsPrivilegedProcess,
        Machine = Environment.MachineName,
        Program = Environment.ProcessPath ?? "",
        Systemd = new Systemd(TimeProvider.System),
        Interrupts = interrupts,
    };
}

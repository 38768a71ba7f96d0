using System.CommandLine;

namespace Brine.Cli.Commands;

internal static class DemoCommand
{
    public static Command Build(Surroundings world) => new("demo", "Watch Brine at work on a simulated Incus");
}

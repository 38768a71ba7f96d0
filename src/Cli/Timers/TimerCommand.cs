using System.CommandLine;
using Brine.Cli.Options;

namespace Brine.Cli.Timers;

/// <summary><c>brine timer install|remove|show</c>: systemd runs an apply, a prune or a doctor.</summary>
internal static class TimerCommand
{
    public static Command Build(Surroundings world) =>
        new("timer", "Let systemd run an apply, a prune or a doctor; show the same for cron and Salt")
        {
            InstallCommand.Build(world), RemoveCommand.Build(world), ShowTimersCommand.Build(world),
        };

    /// <summary>Which units are spoken of.</summary>
    internal sealed class FolderOptions
    {
        private readonly Option<bool> _user = new("--user") { Description = "units of yours instead of the system's" };
        private readonly Option<string?> _folder = new("--unit-dir")
            { Description = "where units lie (default: /etc/systemd/system, with --user ~/.config/systemd/user)", HelpName = "DIR" };

        public void AddTo(Command command)
        {
            command.Options.Add(_user);
            command.Options.Add(_folder);
        }

        public UnitFolder Read(ParseResult parsed, Surroundings world) =>
            UnitFolder.Of(parsed.GetValue(_folder), parsed.GetValue(_user), world);
    }

    /// <exception cref="UsageException">It is none.</exception>
    internal static string Name(string text) => Planner.Timers.TimerSpec.IsName(text) ? text
        : throw new UsageException($"'{text}' is no name for a timer", $"use {Planner.Timers.TimerSpec.NameRule}");
}

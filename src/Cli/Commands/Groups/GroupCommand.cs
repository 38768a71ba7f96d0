using System.Collections.Immutable;
using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Runs;
using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Planner.Observed.Sets;

namespace Brine.Cli.Commands.Groups;

/// <summary><c>brine group …</c>: several instances snapshotted, restored and deleted as one.</summary>
internal static class GroupCommand
{
    public static Command Build(Surroundings world) => new("group", "Snapshots of several instances, as one set")
    {
        GroupCreateCommand.Build(world), GroupRestoreCommand.Build(world), GroupDeleteCommand.Build(world),
        GroupListCommand.Build(world), GroupShowCommand.Build(world),
    };

    public static Argument<string> Name(string description) => new("NAME") { Description = description };

    /// <summary>The members of a set that exists, where they are not named.</summary>
    public static Argument<string[]> Members() => new("INSTANCE")
    {
        Description = "its members, names or globs (default: found by the set's name)", Arity = ArgumentArity.ZeroOrMore,
    };

    /// <exception cref="UsageException">It is none that Brine sends.</exception>
    public static string CheckName(string name) => SnapshotName.IsValid(name) ? name
        : throw new UsageException($"'{name}' is no snapshot name that Brine sends", $"use {SnapshotName.Rule}");

    public static Origin Origin(string function, string label, string name) => new()
    {
        Id = name, Function = "incus." + function, StateName = name, ReturnName = $"{label}/{name}",
    };

    /// <summary>The set of that name, or of that id. Null, with an error on the screen: none, or several.</summary>
    public static async Task<ObservedSet?> FindAsync(Look look, Screens.Screen screen, string name)
    {
        var (addresses, isWhole) = await look.AllAsync();
        var found = await look.AtAsync(addresses);
        var sets = (await look.SetsAsync(found)).Where(s => s.Name == name || s.Id == name).ToList();
        if (sets is [var only])
            return only;
        if (sets.Count == 0 && (!isWhole || found.Length < addresses.Length))
            return null; // it may be where nobody could look, which was told
        if (sets.Count == 0)
            screen.Error($"Snapshot set {name} does not exist in project {look.Defaults.Project}", "'brine group list' shows which do");
        else
            screen.Error($"{name} is the name of several sets:\n" + string.Join('\n', sets.Select(s => $"{s.Id} of {s.Label}")),
                "name the members, or give the id instead of the name");
        return null;
    }

    /// <summary>What to do, to the set of that name; the exit code.</summary>
    public static async Task<int> OnSetAsync(
        Surroundings world, ParseResult parsed, Screens.Screen screen, OneOff run, string name, string[] members,
        Func<Selection, string, string, DesiredEntry> entry)
    {
        if (members.Length > 0)
            return await run.RunAsync(world, parsed, screen, defaults => [entry(InstanceOptions.Of(members, defaults), string.Join(", ", members), CheckName(name))]);
        ObservedSet? set;
        await using (var look = run.Look(world, parsed, screen))
            set = await FindAsync(look, screen, name);
        return set is null ? Exits.Failed : await run.RunAsync(world, parsed, screen, _ =>
            [entry(new Selection([.. set.Members.Select(m => new Selector(m.Remote, m.Project, m.Name))]), set.Label, set.Name)]);
    }
}

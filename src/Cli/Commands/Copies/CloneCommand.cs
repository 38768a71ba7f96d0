using System.CommandLine;
using Brine.Cli.Runs;
using Brine.Planner.Desired;
using Brine.Planner.Names;

namespace Brine.Cli.Commands.Copies;

/// <summary><c>brine clone I[/S] NEW</c>: another instance, with the disk, config and devices of a snapshot or of now.</summary>
internal static class CloneCommand
{
    public static Command Build(Surroundings world)
    {
        var source = new Argument<string>("INSTANCE[/SNAPSHOT]") { Description = "what to copy: a snapshot, or the instance as it is" };
        var target = new Argument<string>("NEW") { Description = "the instance to make" };
        var start = new Option<bool>("--start") { Description = "start it" };
        var noNetwork = new Option<bool>("--no-network") { Description = "leave network devices out, those of profiles too" };
        var pool = new Option<string?>("--pool") { Description = "the storage pool of its disk (default: the source's)", HelpName = "POOL" };
        var toProject = new Option<string?>("--to-project") { Description = "the project to make it in (default: the source's)", HelpName = "NAME" };
        var description = new Option<string?>("--description") { Description = "what it is for (default: the source's)", HelpName = "TEXT" };
        var member = new Option<string?>("--target") { Description = "the cluster member to make it on (default: the server chooses)", HelpName = "MEMBER" };
        var run = new OneOff(destroys: false);
        var command = new Command("clone", "Make another instance of a snapshot") { source, target, start, noNetwork, pool, toProject, member, description };
        run.AddTo(command);
        Act.On(command, world, run.Output, (parsed, screen) => run.RunAsync(world, parsed, screen, defaults =>
        {
            var (copied, snapshot) = SnapshotRef.WholeOrPart(parsed.GetRequiredValue(source), defaults);
            var name = parsed.GetRequiredValue(target);
            if (!InstanceName.IsValid(name))
                throw new UsageException($"'{name}' is no instance name", $"use {InstanceName.Rule}");
            var made = copied with { Project = parsed.GetValue(toProject) ?? copied.Project, Name = name };
            var origin = new Origin { Id = name, Function = "incus.instance_cloned", StateName = name, ReturnName = name };
            return
            [
                new InstanceCloned(origin, made, name,
                    new InstanceSource("copy", Copy: snapshot is null ? copied.Name : $"{copied.Name}/{snapshot}",
                        Project: made.Project == copied.Project ? null : copied.Project),
                    parsed.GetValue(start), parsed.GetValue(noNetwork), parsed.GetValue(pool), parsed.GetValue(description))
                {
                    Member = parsed.GetValue(member),
                },
            ];
        }));
        return command;
    }
}

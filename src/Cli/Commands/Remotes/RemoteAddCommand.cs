using System.CommandLine;
using Brine.Cli.Options;
using Brine.Cli.Screens;
using Brine.Incus.Remotes;
using Brine.Planner.Report;

namespace Brine.Cli.Commands.Remotes;

/// <summary><c>brine remote add NAME URL|TOKEN</c>: makes a server known here, and this client there.</summary>
internal static class RemoteAddCommand
{
    public static Command Build(Surroundings world)
    {
        var name = RemoteCommand.Name();
        var address = new Argument<string>("URL|TOKEN")
            { Description = "where the server is; or the trust token that it gave, which says so, too" };
        var token = new Option<string?>("--token")
            { Description = "the trust token, where the server is elsewhere than it says", HelpName = "TOKEN" };
        var project = new Option<string?>("--project") { Description = "the project that is meant there", HelpName = "NAME" };
        var accept = new Option<bool>("--accept-certificate")
            { Description = "believe the certificate that it shows now, and no other later" };
        var output = new OutputOptions(hasSalt: false);
        var command = new Command("add", "Add a server; 'incus config trust add' on it prints a trust token") { name, address, token, project, accept };
        output.AddTo(command);
        Act.On(command, world, output, async (parsed, screen) =>
        {
            using var wait = Progress.Start(world, screen, "asking the server");
            var added = await RemoteCommand.Book(world).AddAsync(new RemoteWish(parsed.GetRequiredValue(name), parsed.GetRequiredValue(address))
            {
                Token = parsed.GetValue(token),
                Project = parsed.GetValue(project),
                ClientName = $"{world.Variable("USER") ?? "brine"}@{world.Machine}",
                Accepts = print => parsed.GetValue(accept) ? Task.FromResult(true) : AskAsync(world, screen, print),
            }, world.Interrupts.Stop);
            wait.Aside(() => Tell(screen, added));
            return Exits.Done;
        });
        return command;
    }

    private static async Task<bool> AskAsync(Surroundings world, Screen screen, string fingerprint) => screen.MayAsk
        && await screen.ConfirmAsync($"It shows the certificate {fingerprint}. Is that the server's?", world.Interrupts.Stop);

    private static void Tell(Screen screen, AddedRemote added)
    {
        var remote = added.Remote;
        if (remote.Project is { } project && !added.Projects.Contains(project))
            screen.Warn($"project '{project}' is none that this client may see at {remote.Name}: it may see {Listed(added.Projects)}");
        if (remote.Project is null && !added.Projects.Contains("default"))
            screen.Warn($"this client may see no project 'default' at {remote.Name}, but {Listed(added.Projects)}", "say which: --project NAME");
        if (screen.Choice.IsTable)
            screen.Say(new StyledWriter().Line(0, $"Added {remote.Name}: {remote.Address}, Incus {added.ServerVersion}, project {remote.Project ?? "default"}"
                + (added.IsNewClient ? "; a client certificate was made for this user." : ".")).ToText());
        else
            screen.Data(RemoteTable.Json([new RemoteRow(remote, "reachable", added.ServerVersion, null)]));
    }

    private static string Listed(IReadOnlyCollection<string> projects) => projects.Count == 0 ? "none" : string.Join(", ", projects);
}

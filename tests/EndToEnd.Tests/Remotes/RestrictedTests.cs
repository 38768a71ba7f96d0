using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Remotes;

/// <summary>Over HTTPS with a certificate that is restricted to one project: all of it works, and nothing outside.</summary>
[Collection(TwoServers.Name)]
[Trait("Server", "real")]
public sealed class RestrictedTests(TwoServers servers)
{
    private const string Project = "lab";

    [Fact]
    public async Task Everything_inside_the_project_works_and_everything_outside_is_refused()
    {
        servers.SkipWithoutBench();
        await RealIncus.IncusAt(servers.A, "project", "create", Project, "-c", "features.images=false", "-c", "features.profiles=false");
        foreach (var name in (string[])["web", "db"])
            await RealIncus.IncusAt(servers.A, "launch", "bb", name, "-s", "btr", "-q", "--project", Project);
        using var client = new Client();
        var added = (await client.Brine("remote", "add", "lab", await TwoServers.TokenAsync(servers.A, "lab", "--restricted", "--projects", Project))).Ends(0);
        Assert.Contains("project lab", added.Out, StringComparison.Ordinal); // the only one it may see

        await Inside(client);
        await Outside(client);
    }

    private async Task Inside(Client client)
    {
        var file = client.Write("lab.sls", """
            taken:
              incus.instance_snapshot_present: [instance: 'lab:web', name: declared, description: by a restricted client]
            set:
              incus.snapshot_group_present: [instances: 'lab:*', name: both]
            thinned:
              incus.instance_snapshots_retained: [instances: 'lab:*', pattern: 'old-*', last: 1]

            """);
        foreach (var name in (string[])["old-1", "old-2"])
            (await client.Brine("create", $"lab:web/{name}", "--description", "")).Ends(0);
        (await client.Brine("plan", file)).Ends(2);
        (await client.Brine("apply", file)).Ends(0);
        (await client.Brine("plan", file)).Ends(0);
        Assert.Equal("by a restricted client", (string?)(await client.Data("show", "lab:web/declared"))["description"]);
        // 6.0.4 and 7.0.2 let it edit the snapshot of the storage volume: nothing has to go into the config.
        Assert.Equal("by a restricted client", (string?)Parsed(await RealIncus.IncusAt(
            servers.A, "query", $"/1.0/storage-pools/btr/volumes/container/web/snapshots/declared?project={Project}"))["description"]);

        (await client.Brine("restore", "lab:web/declared", "--yes")).Ends(0);
        (await client.Brine("drill", "lab:w*", "--check", "test -x /bin/busybox")).Ends(0);
        (await client.Brine("prune", "lab:", "--pattern", "both", "--last", "1", "--yes")).Ends(0);
        (await client.Brine("group", "restore", "both", "--remote", "lab", "--yes")).Ends(0);
        (await client.Brine("group", "delete", "both", "--remote", "lab", "--yes")).Ends(0);
        var listed = (await client.Data("list", "lab:", "--all-projects"))["snapshots"]!.AsArray();
        Assert.All(listed, s => Assert.Equal(Project, (string?)s!["project"]));
        Assert.Contains(listed, s => (string?)s!["name"] == "old-2");
        Assert.DoesNotContain(listed, s => (string?)s!["name"] == "old-1");
        Assert.Equal(Project, (string?)(await client.Data("prune", "lab:", "--all-projects", "--pattern", "*", "--last", "9"))["decision"]!["snapshots"]![0]!["project"]);
        var doctor = await client.Brine("doctor", "lab:");
        Assert.True(doctor.Exit is 0 or 2, doctor.Out + doctor.Err);
        (await client.Brine("delete", "lab:web/old-2", "--yes")).Ends(0);
    }

    private async Task Outside(Client client)
    {
        await RealIncus.IncusAt(servers.A, "init", "bb", "stranger", "-s", "btr", "-q");
        var file = client.Write("out.sls", """
            out:
              incus.instance_snapshot_present: [instance: 'lab:stranger', project: default, name: mine]
            inside:
              incus.instance_snapshot_present: [instance: 'lab:db', name: mine]

            """);
        string[][] commands =
        [
            ["list", "lab:stranger"], ["list", "lab:"], ["create", "lab:stranger/x"], ["delete", "lab:stranger/x", "--yes"], ["restore", "lab:stranger/x", "--yes"],
            ["prune", "lab:", "--pattern", "*", "--last", "1", "--yes"], ["group", "create", "x", "lab:*"], ["drill", "lab:stranger/x", "--check", "true"],
            ["doctor", "lab:"], ["schedule", "lab:"], ["show", "lab:stranger/x"],
            ["group", "delete", "both", "--remote", "lab", "--yes"],
        ];
        foreach (var command in commands)
        {
            var ran = await client.Brine([.. command, "--project", "default"]);
            Assert.True(ran.Exit == 1, $"{string.Join(' ', command)}: exit {ran.Exit}\n{ran.Out}{ran.Err}");
            // "permissions" where a list was asked for, and the table breaks lines.
            Assert.Matches("User does not have permissions?\\s+for\\s+project\\s+\"default\"", ran.Out + ran.Err);
            Assert.DoesNotMatch("does not exist|No instance|No snapshot", ran.Out + ran.Err);
        }

        var mixed = (await client.Brine("apply", file, "--out", "json")).Ends(1);
        Assert.Contains("User does not have permission for project", mixed.Out, StringComparison.Ordinal);
        Assert.Contains("mine", (await client.Brine("list", "lab:db")).Ends(0).Out, StringComparison.Ordinal);
        Assert.Equal("[]", (await RealIncus.IncusAt(servers.A, "query", "/1.0/instances/stranger/snapshots")).Trim());
    }

    private static JsonNode Parsed(string text) => JsonNode.Parse(text)!;
}

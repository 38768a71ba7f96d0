using System.Text;
using System.Text.Json.Nodes;
using Brine.Cli.Tests.Support;
using Brine.Incus;
using Brine.Sandbox;

namespace Brine.Cli.Tests;

/// <summary>Several servers at the command line: globs, projects, and what is said of one that is away.</summary>
public sealed class RemoteTests
{
    private const string Config = """
        remotes:
          gone:
            addr: unix:///nowhere/unix.socket
          images:
            addr: https://images.example
            protocol: simplestreams
            public: true
          lab:
            addr: unix://SOCKET
            project: shop

        """;

    [Fact]
    public async Task A_glob_for_remotes_lists_all_that_answer_and_tells_of_the_others()
    {
        await using var stage = await Stage.OpenAsync();
        await using var lab = await LabAsync(stage);
        await stage.RunAsync("list", "*:web-*");
        await stage.RunAsync("list", "lab:", "local:db");
        await stage.RunAsync("list", "lab:", "--all-projects");
        await stage.RunAsync("list", "lab:till", "--project", "default");
        await stage.RunAsync("list", "stage-*:");
        await stage.RunAsync("list", "--all-projects", "--project", "default");
        await stage.RunAsync("schedule", "*:");
        await stage.RunAsync("group", "list", "--all-projects");
        Golden.Equal("remotes", stage.Transcript);
    }

    [Fact]
    public async Task What_is_declared_on_a_server_that_is_away_is_told_once_and_the_rest_is_done()
    {
        await using var stage = await Stage.OpenAsync();
        await using var lab = await LabAsync(stage);
        var file = stage.Write("many.sls", """
            a:
              incus.instance_snapshot_present: [instance: web-server, name: new]
            b:
              incus.instance_snapshot_present: [instance: 'gone:web-1', name: new]
            c:
              incus.instance_snapshot_present: [instance: 'lab:till', name: new]
            d:
              incus.instance_snapshot_absent: [instance: 'gone:web-2', name: old]

            """);
        await stage.RunAsync("plan", file);
        await stage.RunAsync("apply", file);
        await stage.RunAsync("plan", file, "-v");
        var data = JsonNode.Parse((await stage.RunAsync("plan", file, "--out", "json")).Out)!["declarations"]!.AsArray();
        Golden.Equal("remotes-away", stage.Transcript);
        Assert.Contains("server 'gone' cannot be asked: ", (string)data[1]!["comment"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pruning_and_drills_reach_all_servers_and_projects_that_are_meant()
    {
        await using var stage = await Stage.OpenAsync();
        await using var lab = await LabAsync(stage);
        var shown = JsonNode.Parse((await stage.RunAsync("prune", "*:", "--all-projects", "--pattern", "*", "--last", "1", "--out", "json")).Out)!;
        Assert.Contains("gone could not be listed", shown["errors"]![0]!.ToString(), StringComparison.Ordinal);
        Assert.Contains(shown["decision"]!["snapshots"]!.AsArray(),
            s => ((string?)s!["remote"], (string?)s["project"], (string?)s["instance"]) == ("lab", "shop", "lab:till (project shop)"));
        var drilled = await stage.RunAsync("drill", "lab:t*", "--check", "true", "--test");
        Assert.Contains("till", drilled.Out, StringComparison.Ordinal);
        var nobody = await stage.RunAsync("drill", "lab:x*", "--check", "true");
        Assert.Equal((Exits.Failed, "error: no instance matches 'lab:x*'\n"), (nobody.Code, nobody.Error));
        var health = JsonNode.Parse((await stage.RunAsync("doctor", "lab:", "--all-projects", "--out", "json")).Out)!;
        Assert.Equal(2, (int)health["summary"]!["instances"]!);
        Assert.Null(health["project"]);
    }

    [Fact]
    public async Task Remotes_are_listed_added_and_removed()
    {
        await using var stage = await Stage.OpenAsync();
        await using var lab = await LabAsync(stage);
        var before = await File.ReadAllTextAsync(Path.Combine(stage.Folder, "config.yml"), TestContext.Current.CancellationToken);
        var table = (await stage.RunAsync("remote", "list")).Out.Split('\n');
        stage.Forget(); // the columns are as wide as the paths of this machine
        Assert.Matches(@"^NAME +ADDRESS +AUTH +PROJECT +STATE$", table[0]);
        Assert.Contains(table, l => System.Text.RegularExpressions.Regex.IsMatch(l, @"^lab +unix://\S+ +socket +shop +reachable, Incus 6\.0\.4$"));
        await stage.RunAsync("remote", "list", "--out", "json");
        await stage.RunAsync("remote", "add", "lab", "https://lab.example");
        await stage.RunAsync("remote", "add", "local", "https://lab.example");
        await stage.RunAsync("remote", "add", "new one", "https://lab.example");
        await stage.RunAsync("remote", "add", "new", Token("2026-01-15T11:59:59Z"));
        await stage.RunAsync("remote", "add", "new", "https://lab.example", "--token", "x");
        await stage.RunAsync("remote", "add", "new", "unix:///there");
        await stage.RunAsync("remote", "remove", "local");
        await stage.RunAsync("remote", "remove", "nobody");
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(stage.Folder, "config.yml"), TestContext.Current.CancellationToken));
        await stage.RunAsync("remote", "remove", "lab");
        await stage.RunAsync("list", "lab:");
        Golden.Equal("remote", stage.Transcript);
        Assert.False(File.Exists(Path.Combine(stage.Folder, "client.crt")));
    }

    /// <summary>A second server, <c>lab</c>, with an instance in each of two projects; and a third that is away.</summary>
    private static async Task<SandboxServer> LabAsync(Stage stage)
    {
        var socket = Path.Combine(stage.Folder, "lab");
        var snapshot = new SeedSnapshot { Name = "old", CreatedAt = FrozenTime.Instant.AddDays(-1) };
        var bench = SandboxSeed.Bench();
        var lab = await SandboxServer.StartAsync(new SandboxOptions
        {
            SocketPath = socket, Time = new FrozenTime(),
            Seed = bench with
            {
                Server = "lab",
                Projects = [new SeedProject { Name = "shop" }],
                Profiles = [.. bench.Profiles, .. bench.Profiles.Select(p => p with { Project = "shop" })],
                Instances =
                [
                    new SeedInstance { Name = "web-1", Image = "bb", Snapshots = [snapshot] },
                    new SeedInstance { Name = "till", Project = "shop", Image = "bb", Snapshots = [snapshot] },
                ],
            },
        }, TestContext.Current.CancellationToken);
        stage.Write("config.yml", Config.Replace("SOCKET", socket, StringComparison.Ordinal));
        return lab;
    }

    private static string Token(string end) => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        $$"""{"client_name": "me", "fingerprint": "{{new string('a', 64)}}", "addresses": ["lab.example:8443"], "secret": "s", "expires_at": "{{end}}"}"""));
}

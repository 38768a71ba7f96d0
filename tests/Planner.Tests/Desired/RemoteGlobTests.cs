using Brine.Planner.Desired;
using Brine.Planner.Desired.Choosing;

namespace Brine.Planner.Tests.Desired;

/// <summary>Whom declarations mean that speak of several servers at once.</summary>
public sealed class RemoteGlobTests
{
    private static readonly ConnectionDefaults Servers = new("local", "default")
    {
        Remotes = [new("lab", "trials"), new("local", "default"), new("prod-a", "default"), new("prod-b", "default")],
    };

    [Theory]
    [InlineData("'*:web-*'", "lab:web-1 (project trials)", "web-1", "web-2", "prod-a:web-1", "prod-b:web-1")]
    [InlineData("'prod-*:web-*'", "prod-a:web-1", "prod-b:web-1")]
    [InlineData("'prod-?:web-1'", "prod-a:web-1", "prod-b:web-1")]
    [InlineData("['*:web-*', {except: web-1}]", "web-2")]
    [InlineData("['*:web-*', {except: 'prod-*:web-1'}]", "lab:web-1 (project trials)", "web-1", "web-2")]
    [InlineData("['web-*', 'lab:*', {except: 'local:web-*'}]", "lab:db (project trials)", "lab:web-1 (project trials)")]
    [InlineData("['*:web-2', 'lab:gone']", "web-2", "lab:gone (project trials)")]
    [InlineData("[{name: 'lab:*', project: 'sh*'}]", "lab:web-3 (project shop)")]
    [InlineData("[{name: '*', project: '*'}]", "web-1", "web-2", "web-3 (project shop)")]
    [InlineData("[{name: web-3, project: '*'}, {except: web-1}]", "web-3 (project shop)")]
    public void Globs_for_remotes_and_projects_reach_what_is_there(string instances, params string[] meant)
    {
        var chosen = Read(instances).Selection.Resolve(Of);

        Assert.Equal(meant, chosen.Instances.Select(i => i.ToString()));
        Assert.Empty(chosen.Problems);
    }

    [Fact]
    public void A_remote_argument_may_be_a_glob_and_a_project_argument_counts_everywhere()
    {
        var read = Read("web-1", "    - remote: 'prod-*'\n    - project: shop\n");

        Assert.Equal([new RosterNeed("prod-a", "shop", false), new RosterNeed("prod-b", "shop", false)], read.Selection.Needs);
    }

    [Fact]
    public void A_server_with_two_names_is_one_server()
    {
        var chosen = Read("'*:web-*'").Selection.Resolve(n => Of(n) with { Server = n.Remote.StartsWith("prod", StringComparison.Ordinal) ? "p" : n.Remote });

        Assert.Equal(["lab:web-1 (project trials)", "web-1", "web-2", "prod-a:web-1"], chosen.Instances.Select(i => i.ToString()));
    }

    [Fact]
    public void A_server_that_could_not_be_asked_is_told_and_is_not_without_instances()
    {
        var desired = new DesiredState([Read("'*:web-*'")])
            .Resolve(n => n.Remote == "prod-b" ? Roster.Refused("prod-b is away") with { Unasked = "away" } : Of(n));

        var chosen = ((SelectingEntry)desired.Entries[0]).Chosen;
        Assert.Equal(["prod-b is away"], chosen.Problems);
        Assert.Equal(4, chosen.Instances.Length);
        Assert.Equal([KeyValuePair.Create("prod-b", "away")], desired.Unasked);
    }

    [Theory]
    [InlineData("instances: 'stage-*:web-*'", "a remote that there is (lab, local, prod-a, prod-b)")]
    [InlineData("instances: 'lab:web 1'", "an instance name")]
    public void A_glob_for_remotes_that_matches_none_is_a_mistake(string line, string expected) => Assert.Contains(expected,
        Assert.Single(Compiled.Among(Servers, $"r:\n  incus.instance_snapshots_retained:\n    - {line}\n    - pattern: 'd*'\n    - daily: 7\n").Diagnostics).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void Where_no_server_is_known_as_to_lint_a_glob_for_them_is_no_mistake()
    {
        var read = Compiled.Among(ConnectionDefaults.Local,
            "r:\n  incus.instance_snapshots_retained:\n    - instances: ['*:web-*', {except: web-1}]\n    - pattern: 'd*'\n    - daily: 7\n");

        Assert.Empty(read.Diagnostics);
        Assert.Equal([new RosterNeed("*", "default", false)], ((SelectingEntry)read.Desired.Entries[0]).Selection.Needs);
    }

    [Theory]
    [InlineData("    - instance: '*:web'\n")]
    [InlineData("    - instance: web\n    - remote: 'prod-*'\n")]
    public void A_state_of_one_instance_takes_no_glob_for_remotes(string lines) => Assert.Contains("one instance, so one remote",
        Assert.Single(Compiled.Among(Servers, $"a:\n  incus.instance_snapshot_present:\n{lines}").Diagnostics).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("instance: lab:web", "lab:web (project trials)")]
    [InlineData("instance: prod-a:web", "prod-a:web")]
    [InlineData("instance: 'elsewhere:web'", "elsewhere:web")]
    public void A_remotes_own_project_is_meant_where_none_is_named(string line, string meant) => Assert.Equal(meant,
        ((InstanceEntry)Compiled.Among(Servers, $"a:\n  incus.instance_snapshot_present:\n    - {line}\n").Desired.Entries[0]).Instance.ToString());

    [Fact]
    public void The_server_that_a_pillar_names_is_one_of_those_that_a_glob_means()
    {
        var read = Compiled.Among(ConnectionDefaults.Local, """
            incus:
              connection: {type: unix, socket: /s}
              snapshot_retention:
                all: {instances: '*:*', pattern: '*', last: 1}
            """);

        Assert.Empty(read.Diagnostics);
        Assert.Equal(["local"], ((SelectingEntry)read.Desired.Entries[0]).Selection.Needs.Select(n => n.Remote));
    }

    private static Roster Of(RosterNeed need) => (need.Remote, need.Project) switch
    {
        ("local", "default") => new Roster([new RosterRow("web-2"), new RosterRow("web-1")]),
        ("local" or "lab", var glob) when glob.Contains('*', StringComparison.Ordinal) => new Roster(
        [
            new RosterRow("web-3") { Project = "shop" }, new RosterRow("web-2") { Project = "default" }, new RosterRow("web-1") { Project = "default" },
        ]),
        _ => new Roster([new RosterRow("web-1"), new RosterRow("db")]),
    };

    private static SnapshotsRetained Read(string instances, string more = "")
    {
        var read = Compiled.Among(Servers,
            $"r:\n  incus.instance_snapshots_retained:\n    - instances: {instances}\n    - pattern: 'daily-*'\n    - daily: 7\n{more}");
        Assert.Empty(read.Diagnostics);
        return (SnapshotsRetained)read.Desired.Entries[0];
    }
}

using System.Collections.Immutable;
using Brine.Incus;
using Brine.Sandbox;

namespace Brine.Cli.Demo;

/// <summary>What the demo shows, in order. Everything in it is a real command against the sandbox.</summary>
internal static class DemoScript
{
    private const string Project = "default";

    public static ImmutableArray<DemoStep> Of(
        SandboxServer server, IncusClient client, TimeProvider time, CancellationToken token) =>
    [
        new("This is what the snapshots of a web tier shall be: a pillar, as Salt reads it.", "cat web-tier.sls", []),
        DemoStep.Brine("What would change? Nothing is touched.", "plan", "web-tier.sls"),
        DemoStep.Brine("Make it so.", "apply", "web-tier.sls"),
        DemoStep.Brine("Again: what is as declared is left alone.", "apply", "web-tier.sls"),
        new("Somebody deletes one by hand; and another is told, through the API, to expire in 36 hours.",
            "incus snapshot delete api-server coordinated-2024-01-15-1200", [], async () =>
            {
                await client.Snapshots.DeleteAsync(Project, "api-server", "coordinated-2024-01-15-1200", token);
                await client.Snapshots.SetExpiryAsync(Project, "web-server", "before-update",
                    time.GetUtcNow().AddHours(36), token);
            }),
        DemoStep.Brine("Brine sees both.", "plan", "web-tier.sls"),
        DemoStep.Brine("And corrects just these two.", "apply", "web-tier.sls"),
        DemoStep.Brine("Everything about one of them; the description is where Incus can keep it.",
            "show", "web-server/before-update"),
        new("Three hours and twelve minutes later, an update has gone wrong.",
            "incus config set web-server limits.memory=64MiB", [], async () =>
            {
                server.Control.AdvanceTime(new TimeSpan(3, 12, 30));
                await client.Instances.PatchAsync(Project, "web-server",
                    new InstancePatch
                    {
                        Config = ImmutableSortedDictionary<string, string?>.Empty.Add("limits.memory", "64MiB"),
                    },
                    etag: null, token);
            }),
        new("Back to where we were: a state file this time.", "cat restore.sls", []),
        DemoStep.Brine("A restore destroys: the plan says what.", "plan", "restore.sls"),
        DemoStep.Brine("Do it, without the question that a terminal gets. A safety snapshot is taken first.", "apply", "restore.sls", "--yes"),
        DemoStep.Brine("Once is enough: the same file now holds.", "plan", "restore.sls", "-v"),
        DemoStep.Brine("What there is in the end.", "list"),
        new("Another file: automatic snapshots, with a pattern that looks right.", "cat automatic.yaml", []),
        DemoStep.Brine("Salt would pass it on, and Incus would take it. Lint says what becomes of it.", "lint", "automatic.yaml")
            with { Ends = Exits.Failed },
    ];
}

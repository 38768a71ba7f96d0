using System.Text.Json.Nodes;

namespace Brine.Contract.Tests;

/// <summary>Publishing snapshots and moving aliases.</summary>
public sealed class ImageTests(Servers servers)
{
    private static readonly SemaphoreSlim OneAtATime = new(1); // the images of a project are everybody's

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_snapshot_becomes_an_image_whose_fingerprint_is_told_and_an_alias_moves(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.SnapshotAsync(name, "a");
        await OneAtATime.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var made = await Publish(bench, name);
            var image = await bench.ReadAsync($"/1.0/images/{made}");
            Assert.Equal((name, true), ((string?)image["properties"]!["brine.instance"], (bool)image["public"]!));
            await bench.DoAsync("PATCH", $"/1.0/images/{made}", """{"properties":{"os":"x"},"public":false}""");
            image = await bench.ReadAsync($"/1.0/images/{made}");
            Assert.Equal((name, "x", false), ((string?)image["properties"]!["brine.instance"], (string?)image["properties"]!["os"], (bool)image["public"]!));

            var old = (string)(await bench.ReadAsync("/1.0/images/aliases/bb"))["target"]!;
            await bench.DoAsync("POST", "/1.0/images/aliases", $$"""{"name":"{{name}}/x","target":"{{old}}"}""");
            await bench.FailsAsync("POST", "/1.0/images/aliases", $$"""{"name":"{{name}}/x","target":"{{old}}"}""", $"Alias \"{name}/x\" already exists", 409);
            await bench.DoAsync("PATCH", $"/1.0/images/aliases/{name}%2Fx", $$"""{"target":"{{made}}"}""");
            Assert.Equal(made, (string)(await bench.ReadAsync($"/1.0/images/aliases/{name}%2Fx"))["target"]!);
            Assert.Contains($"{name}/x", (await bench.ReadAsync($"/1.0/images/{made}"))["aliases"]!.ToJsonString(), StringComparison.Ordinal);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_snapshot_that_is_not_there_is_not_published(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        await bench.FailsAsync("POST", "/1.0/images", $$$"""{"source":{"type":"snapshot","name":"{{{name}}}/no"}}""",
            $"Failed to fetch snapshot \"no\" of instance \"{name}\" in project \"default\": Instance_snapshot not found");
    }

    private static async Task<string> Publish(Bench bench, string name)
    {
        var outcome = await bench.Incus.RunAsync("POST", "/1.0/images",
            $$$"""{"source":{"type":"snapshot","name":"{{{name}}}/a"},"properties":{"brine.instance":"{{{name}}}"},"public":true}""",
            TestContext.Current.CancellationToken);
        Assert.True(outcome.Succeeded, outcome.Error);
        // 6.0.4 waits with the operation itself, and so do the others.
        return (string)outcome.Waited!.Metadata!["metadata"]!["fingerprint"]!;
    }
}

using System.Text.Json.Nodes;
using Brine.Sandbox;

namespace Brine.Contract.Tests;

public sealed class OperationTests(Servers servers)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_started_operation_is_answered_running_with_its_resources(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var answer = await bench.SendAsync("POST", $"/1.0/instances/{name}/snapshots", """{"name":"s"}""");
        Assert.Equal((202, "async"), (answer.Status, answer.Type));
        Assert.Equal(("Operation created", 100), ((string?)answer.Body["status"], (int)answer.Body["status_code"]!));
        Assert.Equal(answer.Operation, answer.Location);
        var operation = answer.Metadata!.AsObject();
        Assert.Equal(
            [
                "id", "class", "description", "created_at", "updated_at", "status", "status_code", "resources",
                    "metadata",
                "may_cancel", "err", "location",
            ],
            operation.Select(f => f.Key));
        Assert.Equal($"/1.0/operations/{operation["id"]}", answer.Operation);
        Assert.Equal(("Running", 103), ((string?)operation["status"], (int)operation["status_code"]!));
        Assert.Equal("Snapshotting instance", (string?)operation["description"]);
        Assert.Equal("none", (string?)operation["location"]);
        Assert.Equal(
            $$"""
            {"instances":["/1.0/instances/{{name}}"],"instances_snapshots":["/1.0/instances/{{name}}/snapshots/s"]}
            """,
            operation["resources"]!.ToJsonString());

        var waited = (await bench.Incus.WaitAsync(answer, Cancellation)).Waited!;
        Assert.Equal((200, "sync"), (waited.Status, waited.Type));
        Assert.Equal(("Success", 200), ((string?)waited.Metadata!["status"], (int)waited.Metadata["status_code"]!));
        Assert.Equal((string?)operation["id"], (string?)waited.Metadata["id"]);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_failed_operation_is_waited_for_in_one_of_two_shapes_and_read_in_one(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var outcome = await bench.Incus.RunAsync(
            "PUT", $"/1.0/instances/{name}", RawIncus.Json("restore", "nope"), Cancellation);
        var text = $"Snapshot {name}/nope does not exist";
        Assert.Equal(200, outcome.Waited!.Status);
        if (bench.Traits.WaitIsAlwaysSync)
        {
            Assert.Equal("sync", outcome.Waited.Type);
            Assert.Equal(400, (int)outcome.Waited.Metadata!["status_code"]!);
            Assert.Equal(text, (string?)outcome.Waited.Metadata["err"]);
        }
        else
        {
            Assert.Equal(("error", 500, text), (outcome.Waited.Type, outcome.Waited.ErrorCode, outcome.Waited.Error));
            Assert.Null(outcome.Waited.Metadata);
        }

        var read = await bench.ReadAsync(outcome.Started.Operation);
        Assert.Equal(
            ("Failure", 400, text), ((string?)read["status"], (int)read["status_code"]!, (string?)read["err"]));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task The_code_of_a_failure_survives_only_in_the_old_shape(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync();
        var outcome = await bench.Incus.RunAsync(
            "PUT", $"/1.0/instances/{name}/state", """{"action":"stop"}""", Cancellation);
        Assert.Equal("The instance is already stopped", outcome.Error);
        Assert.Equal(bench.Traits.WaitIsAlwaysSync ? 0 : 400, outcome.Waited!.ErrorCode);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task A_wait_that_is_too_short_says_so_in_its_shape(string server)
    {
        await using var bench = servers.OpenSlow(server);
        var name = await bench.ContainerAsync("dirp");
        var started = await bench.SendAsync("POST", $"/1.0/instances/{name}/snapshots", """{"name":"s"}""");
        var waited = await bench.SendAsync("GET", $"{started.Operation}/wait?timeout=0");
        Assert.Equal(200, waited.Status);
        if (bench.Traits.WaitIsAlwaysSync)
            Assert.Equal(("sync", 103), (waited.Type, (int)waited.Metadata!["status_code"]!));
        else
            Assert.Equal(("error", 500, "context deadline exceeded"), (waited.Type, waited.ErrorCode, waited.Error));
        Assert.Equal("", (await bench.Incus.WaitAsync(started, Cancellation)).Error);
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task Operations_are_listed_by_status_and_a_snapshots_cannot_be_cancelled(string server)
    {
        await using var bench = servers.Open(server);
        var name = await bench.ContainerAsync("dirp");
        var started = await bench.SendAsync("POST", $"/1.0/instances/{name}/snapshots", """{"name":"s"}""");
        await bench.FailsAsync(
            "DELETE", started.Operation, null,
            "Unable to create authorization object for operation: Authorization objects of type \"instance\" require "
            + "at most 1 components to be uniquely identifiable", 500);
        Assert.Equal("", (await bench.Incus.WaitAsync(started, Cancellation)).Error);
        var urls = (await bench.ReadAsync("/1.0/operations"))["success"]!.AsArray().Select(u => (string)u!);
        Assert.Contains(started.Operation, urls);
        var rows = (await bench.ReadAsync("/1.0/operations?recursion=1"))["success"]!.AsArray();
        Assert.Contains(rows, r => started.Operation.EndsWith((string)r!["id"]!, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Servers.All), MemberType = typeof(Servers))]
    public async Task An_operation_vanishes_five_seconds_after_its_end(string server)
    {
        if (server != Servers.Real)
        {
            // A server of its own: moving the shared one's clock would take other tests' operations away.
            var flavor = server.Contains("7.0", StringComparison.Ordinal)
                ? SandboxFlavor.Incus702 : SandboxFlavor.Incus604;
            await using var own = await Target.SandboxAsync(flavor, SandboxSeed.Bench(), TimeSpan.Zero, Cancellation);
            await using var bench = Bench.On(own);
            var ended = await EndedAsync(bench);
            own.Control!.AdvanceTime(TimeSpan.FromSeconds(4));
            Assert.Equal("Success", (string?)(await bench.ReadAsync(ended.Operation))["status"]);
            own.Control.AdvanceTime(TimeSpan.FromSeconds(1));
            await GoneAsync(bench, ended);
            return;
        }

        await using var real = servers.Open(server);
        var operation = await EndedAsync(real);
        await Until.TrueAsync(async () => (await real.SendAsync("GET", operation.Operation)).Status == 404);
        await GoneAsync(real, operation);

        static async Task<Answer> EndedAsync(Bench bench) => await bench.SnapshotAsync(await bench.ContainerAsync(),
            "s");

        static async Task GoneAsync(Bench bench, Answer ended)
        {
            await bench.FailsAsync("GET", ended.Operation, null, "Operation not found", 404);
            await bench.FailsAsync("GET", $"{ended.Operation}/wait?timeout=1", null, "Operation not found", 404);
            await bench.FailsAsync("DELETE", ended.Operation, null, "Operation not found", 404);
        }
    }
}

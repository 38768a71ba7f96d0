using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Brine.Incus.Tests.Replay;

namespace Brine.Incus.Tests;

/// <summary>What is sent, how it is waited for, and what happens when the line breaks.</summary>
public sealed class ConversationTests
{
    private static readonly SnapshotCreate SnapshotA = new() { Name = "a" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Segments_are_escaped_and_the_project_is_always_said()
    {
        await using var server = new ReplayServer(_ => Reply.Sync());
        using var client = server.Client();
        await client.Snapshots.DeleteAsync("my project", "c/1", "a b%2e?ü", Ct);
        var request = Assert.Single(server.Seen);
        Assert.Equal("DELETE", request.Method);
        Assert.Equal("/1.0/instances/c%2F1/snapshots/a%20b%25252e%3F%C3%BC?project=my%20project", request.Target);
    }

    [Fact]
    public async Task Creation_tells_the_operation_before_it_waits_for_it()
    {
        var told = new List<string>();
        await using var server = new ReplayServer(
            request => request.Method == "POST" ? Reply.Async("op1") : Reply.Operation(200));
        using var client = server.Client();
        await client.Snapshots.CreateAsync("default", "c1", SnapshotA, id =>
        {
            told.Add($"{id} after {server.Seen.Count} requests");
            return ValueTask.CompletedTask;
        }, Ct);
        Assert.Equal(["op1 after 1 requests"], told);
        Assert.Equal(2, server.Seen.Count);
        Assert.StartsWith("/1.0/operations/op1/wait?timeout=", server.Seen.Last().Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expiry_is_inherited_never_or_an_instant()
    {
        await using var server = new ReplayServer(_ => Reply.Sync());
        using var client = server.Client();
        var instant = new DateTimeOffset(2026, 12, 1, 10, 0, 0, TimeSpan.FromHours(2));
        await client.Snapshots.CreateAsync("default", "c1", SnapshotA, Ct);
        await client.Snapshots.CreateAsync("default", "c1", SnapshotA with { NeverExpires = true }, Ct);
        await client.Snapshots.CreateAsync("default", "c1", SnapshotA with { ExpiresAt = instant }, Ct);
        await client.Snapshots.SetExpiryAsync("default", "c1", "a", null, Ct);
        await Assert.ThrowsAsync<ArgumentException>(() => client.Snapshots.CreateAsync(
            "default", "c1", SnapshotA with { NeverExpires = true, ExpiresAt = instant }, Ct));
        Assert.Equal(
            [null, "0001-01-01T00:00:00Z", "2026-12-01T08:00:00Z", "0001-01-01T00:00:00Z"],
            server.Seen.Select(request => (string?)JsonNode.Parse(request.Body)!["expires_at"]));
    }

    [Fact]
    public async Task Disk_only_is_refused_where_the_server_would_restore_everything()
    {
        string extensions = "\"etag\"";
        await using var server = new ReplayServer(request => request.Target == "/1.0"
            ? Reply.Sync($$"""{"api_extensions":[{{extensions}}],"auth":"trusted"}""") : Reply.Sync());
        var restore = new RestoreRequest { Snapshot = "a", DiskOnly = true };
        using (var client = server.Client())
        {
            var error = await Assert.ThrowsAsync<IncusException>(
                () => client.Instances.RestoreAsync("default", "c1", restore, Ct));
            Assert.Equal(IncusErrorKind.InvalidRequest, error.Kind);
            Assert.Contains("instance_snapshot_disk_only_restore", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(server.Seen, request => request.Method == "PUT");
        }

        extensions = "\"instance_snapshot_disk_only_restore\"";
        using var newer = server.Client();
        await newer.Instances.RestoreAsync("default", "c1", restore, Ct);
        Assert.Contains("\"disk_only\":true", server.Seen.Last().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vanished_operation_is_its_own_error()
    {
        await using var server = new ReplayServer(request => request.Method == "POST"
            ? Reply.Async("op1") : Reply.Error(404, "Operation not found"));
        using var client = server.Client();
        var error = await Assert.ThrowsAsync<IncusException>(
            () => client.Snapshots.CreateAsync("default", "c1", SnapshotA, Ct));
        Assert.Equal(IncusErrorKind.OperationVanished, error.Kind);
        Assert.Equal(OperationEnd.Vanished, (await client.Operations.WaitAsync("op1", Ct)).End);
    }

    [Fact]
    public async Task A_wait_that_ran_out_is_taken_up_again()
    {
        var waits = new Queue<Reply>([
            Reply.FailedWait604("context deadline exceeded"), Reply.Operation(103), Reply.Operation(103),
            Reply.Operation(200)]);
        await using var server = new ReplayServer(
            request => request.Method == "POST" ? Reply.Async("op1") : waits.Dequeue());
        using var client = server.Client();
        await client.Snapshots.CreateAsync("default", "c1", SnapshotA, Ct);
        Assert.Empty(waits);
        Assert.Equal("/1.0/operations/op1", server.Seen.ElementAt(2).Target);
    }

    [Fact]
    public async Task An_operation_that_failed_with_the_words_of_a_wait_that_ran_out_has_failed()
    {
        const string text = "context deadline exceeded";
        await using var server = new ReplayServer(request =>
            request.Method == "POST" ? Reply.Async("op1")
            : request.Target.Contains("/wait", StringComparison.Ordinal) ? Reply.FailedWait604(text)
            : Reply.Operation(400, text));
        using var client = server.Client();
        var error = await Assert.ThrowsAsync<IncusException>(
            () => client.Snapshots.CreateAsync("default", "c1", SnapshotA, Ct));
        Assert.Equal(IncusErrorKind.OperationFailed, error.Kind);
    }

    [Fact]
    public async Task An_operation_without_end_times_out_and_is_said_to_go_on()
    {
        var time = new ManualTime();
        await using var server = new ReplayServer(request =>
        {
            if (request.Method == "POST") return Reply.Async("op1");
            time.Advance(TimeSpan.FromSeconds(int.Parse(request.Target.Split('=')[1], CultureInfo.InvariantCulture)));
            return Reply.Operation(103);
        });
        using var client = server.Client(new IncusClientOptions { OperationTimeout = TimeSpan.FromSeconds(90) }, time);
        var error = await Assert.ThrowsAsync<IncusException>(
            () => client.Snapshots.CreateAsync("default", "c1", SnapshotA, Ct));
        Assert.Equal(IncusErrorKind.TimedOut, error.Kind);
        Assert.Equal("create snapshot a of c1: not finished within 90 s; it goes on at the server", error.Message);
        Assert.EndsWith("timeout=30", server.Seen.Last().Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Busy_is_tried_again_with_growing_pauses_until_it_works()
    {
        var time = new ManualTime();
        int left = 4;
        await using var server = new ReplayServer(request =>
            request.Method != "POST" ? Reply.FailedWait604("Instance is busy running a \"create\" operation")
            : left-- > 2 ? Reply.Error(400, "Instance is busy running a \"restore\" operation")
            : left >= 0 ? Reply.Async("op1") : Reply.Sync());
        using var client = server.Client(time: time);
        var creating = client.Snapshots.CreateAsync("default", "c1", SnapshotA, Ct);
        for (int i = 0; i < 4; i++)
            await time.LetPauseAsync(Ct);
        await creating;
        Assert.Equal([100, 200, 400, 800], time.Pauses.Select(pause => (int)pause.TotalMilliseconds));
    }

    [Theory]
    [InlineData(400, "Instance is busy running a \"restore\" operation")]
    [InlineData(500, "Failed to write backup file: Instance snapshot record count doesn't match instance snapshot volume record count")]
    public async Task Busy_for_too_long_is_an_error_with_the_servers_text(int status, string text)
    {
        var time = new ManualTime();
        await using var server = new ReplayServer(_ => Reply.Error(status, text));
        using var client = server.Client(new IncusClientOptions { BusyRetryFor = TimeSpan.FromSeconds(1) }, time);
        var deleting = client.Snapshots.DeleteAsync("default", "c1", "a", Ct);
        for (int i = 0; i < 3; i++)
            await time.LetPauseAsync(Ct);
        var error = await Assert.ThrowsAsync<IncusException>(() => deleting);
        Assert.Equal(IncusErrorKind.Busy, error.Kind);
        Assert.Equal(4, server.Seen.Count);
    }

    [Fact]
    public async Task A_read_is_asked_again_when_the_line_breaks()
    {
        int count = 0;
        await using var server = new ReplayServer(_ => count++ switch
        {
            0 => Reply.Sync("[\"/1.0/instances/first\"]"),
            1 => Reply.Cut,
            2 => Reply.Sync("[\"/1.0/instances/half\"]") is var whole
                ? whole with { Text = whole.Text[..^10], Cuts = true } : null!,
            _ => Reply.Sync("[\"/1.0/instances/c1?project=p\",\"/1.0/instances/c%202\"]"),
        });
        using var client = server.Client();
        Assert.Equal(["first"], await client.Instances.NamesAsync("p", Ct));
        Assert.Equal(["c1", "c 2"], await client.Instances.NamesAsync("p", Ct));
    }

    [Fact]
    public async Task A_change_is_never_sent_twice_when_the_line_breaks()
    {
        foreach (bool keptAlive in new[] { false, true })
        {
            await using var server = new ReplayServer(
                request => request.Method == "GET" ? Reply.Sync("[\"/1.0/instances/c1\"]") : Reply.Cut);
            using var client = server.Client();
            if (keptAlive) await client.Instances.NamesAsync("p", Ct);
            Func<Task>[] changes =
            [
                () => client.Snapshots.DeleteAsync("default", "c1", "a", Ct),
                () => client.Snapshots.CreateAsync("default", "c1", SnapshotA, Ct),
                () => client.Instances.DeleteAsync("default", "c1", Ct),
            ];
            foreach (var change in changes)
            {
                int before = server.Seen.Count;
                var error = await Assert.ThrowsAsync<IncusException>(change);
                Assert.Equal(IncusErrorKind.ConnectionLost, error.Kind);
                Assert.Equal(before + 1, server.Seen.Count);
                if (keptAlive) await client.Instances.NamesAsync("p", Ct);
            }
        }
    }

    [Fact]
    public async Task A_line_that_stays_broken_while_waiting_is_connection_lost()
    {
        await using var server = new ReplayServer(
            request => request.Method == "POST" ? Reply.Async("op1") : Reply.Cut);
        using var client = server.Client();
        var error = await Assert.ThrowsAsync<IncusException>(
            () => client.Snapshots.CreateAsync("default", "c1", SnapshotA, Ct));
        Assert.Equal(IncusErrorKind.ConnectionLost, error.Kind);
        Assert.Single(server.Seen, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_server_that_accepts_and_says_nothing_to_tls_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var silent = new IncusEndpoint { Name = "silent", Address = new Uri($"https://{listener.LocalEndpoint}/") };
        var options = new IncusClientOptions { ConnectTimeout = TimeSpan.FromMilliseconds(100) };
        using var client = new IncusClient(silent, options, TimeProvider.System);
        var error = await Assert.ThrowsAsync<IncusException>(
            () => client.Snapshots.DeleteAsync("default", "c1", "a", Ct));
        Assert.Equal(IncusErrorKind.Unreachable, error.Kind);
        Assert.Contains("within the connect timeout", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_stops_the_wait()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var waiting = new TaskCompletionSource();
        await using var server = new ReplayServer(request =>
        {
            if (request.Method == "POST") return Reply.Async("op1");
            waiting.SetResult();
            return Reply.Operation(200) with { Until = new TaskCompletionSource().Task };
        });
        using var client = server.Client();
        var creating = client.Snapshots.CreateAsync("default", "c1", SnapshotA, cancel.Token);
        await waiting.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
    }

    [Fact]
    public async Task A_change_already_sent_is_answered_before_a_cancellation_counts()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var answer = new TaskCompletionSource();
        var sent = new TaskCompletionSource();
        string? told = null;
        await using var server = new ReplayServer(request =>
        {
            sent.SetResult();
            return Reply.Async("op1") with { Until = answer.Task };
        });
        using var client = server.Client();
        var creating = client.Snapshots.CreateAsync("default", "c1", SnapshotA, id =>
        {
            told = id;
            return ValueTask.CompletedTask;
        }, cancel.Token);
        await sent.Task;
        await cancel.CancelAsync();
        answer.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => creating);
        Assert.Equal("op1", told);
    }

    [Fact]
    public async Task A_read_without_an_answer_ends_at_the_limit()
    {
        var time = new ManualTime();
        var asked = new TaskCompletionSource();
        await using var server = new ReplayServer(_ =>
        {
            asked.SetResult();
            return Reply.Sync() with { Until = new TaskCompletionSource().Task };
        });
        using var client = server.Client(time: time);
        var reading = client.Instances.GetAsync("default", "c1", Ct);
        await asked.Task;
        time.Advance(TimeSpan.FromMinutes(11));
        var error = await Assert.ThrowsAsync<IncusException>(() => reading);
        Assert.Equal(IncusErrorKind.TimedOut, error.Kind);
    }

    [Fact]
    public async Task Changes_pass_one_by_one_per_instance_and_a_few_per_server()
    {
        int now = 0, most = 0;
        var perInstance = new Dictionary<string, int>();
        var gate = new Lock();
        var open = new TaskCompletionSource();
        var four = new TaskCompletionSource();
        await using var server = new ReplayServer(request =>
        {
            string key = request.Target.Split('/')[3];
            lock (gate)
            {
                if (request.Method == "POST")
                {
                    perInstance[key] = perInstance.GetValueOrDefault(key) + 1;
                    Assert.Equal(1, perInstance[key]);
                    most = Math.Max(most, ++now);
                    if (now == 4) four.TrySetResult();
                    return Reply.Async(key) with { Until = open.Task };
                }

                now--;
                perInstance[key] -= 1;
                return Reply.Operation(200);
            }
        });
        using var client = server.Client();
        var all = Enumerable.Range(0, 20).Select(i => client.Snapshots.CreateAsync(
            "default", $"c{i % 7}", new SnapshotCreate { Name = $"s{i}" }, Ct)).ToArray();
        await four.Task;
        open.SetResult();
        await Task.WhenAll(all);
        Assert.Equal(4, most);
        Assert.Equal(40, server.Seen.Count);
    }

    [Fact]
    public async Task A_second_delete_that_found_the_first_done_has_succeeded()
    {
        await using var server = new ReplayServer(request => request.Method == "DELETE" ? Reply.Async("op1")
            : Reply.FailedWait604("Failed to create instance delete operation: "
                + "A matching non-reusable operation has now succeeded"));
        using var client = server.Client();
        await client.Snapshots.DeleteAsync("default", "c1", "a", Ct);
        Assert.Equal(2, server.Seen.Count);
    }

    [Fact]
    public async Task The_servers_clock_is_compared_with_ours()
    {
        var time = new ManualTime();
        string date = time.GetUtcNow().AddMinutes(5).ToString("R");
        await using var server = new ReplayServer(_ => Reply.Sync("[]", $"Date: {date}\r\n"));
        using var client = server.Client(time: time);
        Assert.Equal(TimeSpan.Zero, client.ClockOffset);
        await client.Projects.NamesAsync(Ct);
        Assert.Equal(TimeSpan.FromSeconds(300.5), client.ClockOffset);
    }

    [Fact]
    public async Task An_answer_that_took_long_does_not_tell_the_servers_time()
    {
        var time = new ManualTime();
        var took = TimeSpan.FromSeconds(40);
        await using var server = new ReplayServer(_ =>
        {
            time.Advance(took);
            return Reply.Sync("[]", $"Date: {time.GetUtcNow():R}\r\n");
        });
        using var client = server.Client(time: time);

        await client.Projects.NamesAsync(Ct);
        Assert.Equal(TimeSpan.FromSeconds(20.5), client.ClockOffset); // better than nothing
        took = TimeSpan.Zero;
        await client.Projects.NamesAsync(Ct);
        Assert.Equal(TimeSpan.FromSeconds(0.5), client.ClockOffset);
        took = TimeSpan.FromSeconds(30);
        await client.Projects.NamesAsync(Ct);
        Assert.Equal(TimeSpan.FromSeconds(0.5), client.ClockOffset);
    }
}

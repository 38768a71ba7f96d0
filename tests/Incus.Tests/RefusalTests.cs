using System.Net.Sockets;
using Brine.Incus.Tests.Replay;

namespace Brine.Incus.Tests;

public sealed class RefusalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Every text is one that a real server sent (facts/incus-api.md 1.3, 9; incus-benches.md 4, 5).
    [Theory]
    [InlineData(404, "Failed to fetch instance \"nope\" in project \"default\": Instance not found",
        IncusErrorKind.NotFound, MissingThing.Instance)]
    [InlineData(404,
        "Failed to fetch snapshot \"nope\" of instance \"x1\" in project \"default\": Instance_snapshot not found",
        IncusErrorKind.NotFound, MissingThing.Snapshot)]
    [InlineData(404, "Failed loading project \"nope\": Project not found",
        IncusErrorKind.NotFound, MissingThing.Project)]
    [InlineData(404, "Storage pool not found", IncusErrorKind.NotFound, MissingThing.Pool)]
    [InlineData(404, "Storage pool volume not found", IncusErrorKind.NotFound, MissingThing.Volume)]
    [InlineData(500, "User does not have permissions for project \"default\"", IncusErrorKind.Forbidden, null)]
    [InlineData(403, "User does not have permission for project \"default\"", IncusErrorKind.Forbidden, null)]
    [InlineData(500, "Certificate is restricted", IncusErrorKind.Forbidden, null)]
    [InlineData(500, "Project \"lab\" doesn't allow for snapshot creation", IncusErrorKind.Forbidden, null)]
    [InlineData(403, "not authorized", IncusErrorKind.Untrusted, null)]
    [InlineData(412, "ETag doesn't match: 731600 vs zz", IncusErrorKind.PreconditionFailed, null)]
    [InlineData(409, "Name 'i/c' already in use", IncusErrorKind.Conflict, null)]
    [InlineData(400, "Instance is running", IncusErrorKind.InvalidRequest, null)]
    [InlineData(500, "Invalid config: Unknown configuration key: nope.key", IncusErrorKind.InvalidRequest, null)]
    [InlineData(500, "Invalid PID '\uFFFD'", IncusErrorKind.Server, null)]
    [InlineData(500, "Server isn't ready yet", IncusErrorKind.Offline, null)]
    [InlineData(500, "Missing event connection with target cluster member", IncusErrorKind.Offline, null)]
    [InlineData(500,
        "Get \"https://127.0.0.3:8443/1.0\": Unable to connect to: 127.0.0.3:8443 ([dial tcp: connection refused])",
        IncusErrorKind.Offline, null)]
    [InlineData(403, "Cluster member is evacuated", IncusErrorKind.Evacuated, null)]
    [InlineData(500,
        "failed to add \"Snapshotting instance\" Operation x to database: Failed to begin transaction: failed to create "
        + "cowsql connection: no available cowsql leader server found", IncusErrorKind.NoQuorum, null)]
    [InlineData(500,
        "failed to add \"Snapshotting instance\" Operation x to database: Failed to begin transaction: context deadline exceeded",
        IncusErrorKind.NoQuorum, null)]
    [InlineData(500, "something broke", IncusErrorKind.Server, null)]
    [InlineData(503, "Daemon is starting up", IncusErrorKind.Unreachable, null)]
    public async Task An_answer_is_told_by_its_text_and_status(
        int status, string text, IncusErrorKind kind, MissingThing? missing)
    {
        await using var server = new ReplayServer(_ => Reply.Error(status, text));
        using var client = server.Client();
        var error = await Assert.ThrowsAsync<IncusException>(() => client.Instances.GetAsync("default", "x1", Ct));
        Assert.Equal(kind, error.Kind);
        Assert.Equal(missing, error.Missing);
        Assert.Equal(status, error.HttpStatus);
        Assert.Equal(text, error.ServerText);
        Assert.Equal($"read instance x1: {text} (HTTP {status})", error.Message);
        Assert.Equal("/1.0/instances/x1?project=default&recursion=1", error.Path);
    }

    [Theory]
    [InlineData("Snapshot i/nope does not exist", IncusErrorKind.NotFound, MissingThing.Snapshot)]
    [InlineData("Snapshot not found", IncusErrorKind.OperationFailed, null)]
    [InlineData(
        "Failed creating instance snapshot record \"a\": Add snapshot info to the database: Failed to create "
        + "\"instances_snapshots\" entry: UNIQUE constraint failed: instances_snapshots.instance_id",
        IncusErrorKind.Conflict, null)]
    [InlineData(
        "Failed creating instance snapshot record \"a\": Add snapshot info to the database: This "
        + "\"Instance_snapshot\" entry already exists", IncusErrorKind.Conflict, null)]
    [InlineData("Snapshot \"i/a\" already exists", IncusErrorKind.Conflict, null)]
    [InlineData("The container is already frozen", IncusErrorKind.OperationFailed, null)]
    [InlineData("write /x/backup.yaml: no space left on device", IncusErrorKind.OperationFailed, null)]
    [InlineData("Failed getting remote image: Unable to connect to: images.example",
        IncusErrorKind.OperationFailed, null)]
    [InlineData("Setting \"volatile.x\" on container \"a\" in project \"P\" is forbidden",
        IncusErrorKind.Forbidden, null)]
    public async Task A_failed_operation_is_told_by_its_text_in_both_wait_shapes(
        string text, IncusErrorKind kind, MissingThing? missing)
    {
        foreach (var wait in new[] { Reply.FailedWait604(text), Reply.Operation(400, text) })
        {
            await using var server = new ReplayServer(
                request => request.Method == "PUT" ? Reply.Async("op1") : wait);
            using var client = server.Client();
            var error = await Assert.ThrowsAsync<IncusException>(() => client.Instances.RestoreAsync(
                "default", "i", new RestoreRequest { Snapshot = "nope" }, Ct));
            Assert.Equal(kind, error.Kind);
            Assert.Equal(missing, error.Missing);
            Assert.Null(error.HttpStatus);
            Assert.Equal($"restore i to snapshot nope: {text}", error.Message);
        }
    }

    [Fact]
    public async Task An_error_of_many_lines_is_one_line_in_the_message_and_whole_in_the_server_text()
    {
        const string text = "rsync -a: exit status 11 (rsync: write failed\non \"x\": No space left on device (28)\n)";
        await using var server = new ReplayServer(_ => Reply.Error(500, text));
        using var client = server.Client();
        var error = await Assert.ThrowsAsync<IncusException>(() => client.Pools.GetAsync("dirp", Ct));
        Assert.Equal(text, error.ServerText);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task An_answer_that_is_not_from_the_api_is_shown_as_it_is()
    {
        await using var server = new ReplayServer(
            _ => Reply.Http(400, "Client sent an HTTP request to an HTTPS server.\n"));
        using var client = server.Client();
        var error = await Assert.ThrowsAsync<IncusException>(() => client.GetServerAsync(Ct));
        Assert.Equal(
            "read the server: Client sent an HTTP request to an HTTPS server. (HTTP 400)", error.Message);
    }

    [Fact]
    public async Task A_good_status_with_nonsense_is_a_server_error()
    {
        await using var server = new ReplayServer(_ => Reply.Http(200, "<html>"));
        using var client = server.Client();
        var error = await Assert.ThrowsAsync<IncusException>(() => client.GetServerAsync(Ct));
        Assert.Equal(IncusErrorKind.Server, error.Kind);
    }

    [Fact]
    public async Task No_socket_is_unreachable_and_names_the_path()
    {
        using var client = new IncusClient(
            IncusEndpoint.OfSocket("/nonexistent/unix.socket"), new IncusClientOptions(), TimeProvider.System);
        var error = await Assert.ThrowsAsync<IncusException>(() => client.Instances.GetAsync("default", "c1", Ct));
        Assert.Equal(IncusErrorKind.Unreachable, error.Kind);
        Assert.Equal(
            "read instance c1: cannot connect to /nonexistent/unix.socket: no such socket", error.Message);
        error = await Assert.ThrowsAsync<IncusException>(() => client.Snapshots.DeleteAsync("default", "c1", "a", Ct));
        Assert.Equal(IncusErrorKind.Unreachable, error.Kind);
    }

    [Fact]
    public async Task A_socket_without_a_daemon_is_unreachable()
    {
        string path;
        await using (var server = new ReplayServer(_ => Reply.Cut))
            path = server.SocketPath;
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
            socket.Bind(new UnixDomainSocketEndPoint(path));
        using var client = new IncusClient(
            IncusEndpoint.OfSocket(path), new IncusClientOptions(), TimeProvider.System);
        var error = await Assert.ThrowsAsync<IncusException>(() => client.GetServerAsync(Ct));
        Assert.Equal(IncusErrorKind.Unreachable, error.Kind);
        File.Delete(path);
    }

    [Fact]
    public async Task A_missing_instance_is_null_but_a_missing_project_or_right_is_thrown()
    {
        int status = 404;
        string text = "Failed to fetch instance \"x\" in project \"default\": Instance not found";
        await using var server = new ReplayServer(_ => Reply.Error(status, text));
        using var client = server.Client();
        Assert.Null(await client.Instances.TryGetAsync("default", "x", Ct));
        text = "Failed loading project \"p\": Project not found";
        var error = await Assert.ThrowsAsync<IncusException>(() => client.Instances.TryGetAsync("p", "x", Ct));
        Assert.Equal(MissingThing.Project, error.Missing);
        (status, text) = (403, "User does not have permission for project \"p\"");
        error = await Assert.ThrowsAsync<IncusException>(() => client.Instances.TryGetAsync("p", "x", Ct));
        Assert.Equal(IncusErrorKind.Forbidden, error.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Names_that_may_never_be_sent_are_not_sent(string name)
    {
        await using var server = new ReplayServer(_ => Reply.Cut);
        using var client = server.Client();
        var create = new SnapshotCreate { Name = name };
        var restore = new RestoreRequest { Snapshot = name };
        await Assert.ThrowsAsync<ArgumentException>(() => client.Snapshots.CreateAsync("default", "c1", create, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Snapshots.DeleteAsync("default", "c1", name, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Snapshots.RenameAsync("default", "c1", "a", name, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Snapshots.TryGetAsync("default", "c1", name, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Instances.RestoreAsync("default", "c1", restore, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Instances.GetAsync("default", name, Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Instances.GetAsync(name, "c1", Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Volumes.SetSnapshotDescriptionAsync(
            "default", "btr", "container", "c1", name, "x", Ct));
        Assert.Empty(server.Seen);
    }
}

using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>Faults of a whole daemon, on one of its own that lies on a small disk in memory.</summary>
[Trait("Server", "real")]
public sealed class DoctorDaemonTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine("/tmp", "bd" + Environment.ProcessId.ToString("x", null));
    private string _bench = "";

    public async ValueTask InitializeAsync()
    {
        var bench = Environment.GetEnvironmentVariable("BRINE_TEST_BENCH");
        Assert.SkipWhen(string.IsNullOrEmpty(bench), "no daemon of its own: BRINE_TEST_BENCH is not set (run ./test.sh as root on Debian)");
        _bench = bench!;
        (await Ran.Of("sh", ["-c", $"mkdir {_folder} && mount -t tmpfs -o size=700m,mode=711 none {_folder}"])).Ends(0);
        (await Ran.Of(_bench, ["start", _folder], new Dictionary<string, string> { ["BTRFS_SIZE"] = "128MiB" })).Ends(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_bench.Length == 0)
            return;
        await Ran.Of(_bench, ["destroy", _folder]);
        await Ran.Of("sh", ["-c", $"umount -l {_folder}; rmdir {_folder}"]);
    }

    [Fact]
    public async Task A_daemon_that_was_killed_a_disk_that_is_full_and_a_pool_whose_disk_is_gone()
    {
        await using var project = await Project.On("dirp", _folder);
        var clinic = new Clinic(project, _folder);
        await KilledDuringASnapshot(project, clinic);
        await FullDisk(project, clinic);
        await LostPool(clinic);
    }

    /// <summary>Frozen, and with a snapshot that is none: two findings of one death.</summary>
    private async Task KilledDuringASnapshot(Project project, Clinic clinic)
    {
        await project.Container("c1", isRunning: true);
        await project.Incus("exec", "c1", "--", "sh", "-c", "dd if=/dev/urandom of=/root/f bs=1M count=150; sync");
        var daemon = int.Parse((await project.Query("/1.0"))["environment"]!["server_pid"]!.ToString(), null);
        var copy = Path.Combine(_folder, "storage-pools", "dirp", "containers-snapshots", $"{project.Name}_c1", "big", "rootfs");
        using (var running = clinic.Start("create", "c1/big"))
        {
            // The container is frozen by then, and the copy has just begun. Asking the server would take longer than it lasts.
            while (!Directory.Exists(copy))
                await Task.Delay(1, TestContext.Current.CancellationToken);
            System.Diagnostics.Process.GetProcessById(daemon).Kill();
            running.Kill();
            await running.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        (await Ran.Of(_bench, ["start", _folder])).Ends(0);
        Assert.Equal("Frozen", await project.Status("c1"));
        var phantom = await clinic.Found("snapshot-phantom", "c1/big");
        Assert.Matches("has no data|did not come to its end", (string)phantom["message"]!);
        // Brine's journal says who froze it: no name and no --yes is needed.
        await clinic.FoundFixedAndGone("instance-frozen", "c1", "it is frozen since snapshot big was cut off");
        Assert.Equal("Running", await project.Status("c1"));
        await clinic.Heal(phantom);
        await clinic.Gone("snapshot-phantom", "c1/big");
    }

    private async Task FullDisk(Project project, Clinic clinic)
    {
        var filler = Path.Combine(_folder, "filler");
        await clinic.Gone("pool-space", "dirp");
        (await Ran.Of("sh", ["-c", $"fallocate -l $(($(df --output=avail -B1 {_folder} | tail -1) - 60000000)) {filler}"])).Ends(0);
        var found = await clinic.Found("pool-space", "dirp");
        Assert.Matches("9[0-4] % full: 6[0-9]+.[0-9] of 700.0 MiB", (string)found["message"]!);
        Assert.Equal("warning", (string?)found["severity"]);
        await clinic.Gone("server-disk", ""); // the same disk, said once

        await project.Incus("delete", "-f", "c1");
        await project.Incus("profile", "device", "remove", "default", "root");
        await RealIncus.IncusAt(_folder, "profile", "device", "remove", "default", "root");
        await RealIncus.IncusAt(_folder, "storage", "delete", "dirp");
        (await Ran.Of("sh", ["-c", $"fallocate -l $(($(stat -c %s {filler}) + $(df --output=avail -B1 {_folder} | tail -1) - 20000000)) {filler}"])).Ends(0);
        var full = await clinic.Found("server-disk", "");
        Assert.Equal("error", (string?)full["severity"]);
        await clinic.Heal(full); // shows what takes the room
        File.Delete(filler);
        await clinic.Gone("server-disk", "");
    }

    private async Task LostPool(Clinic clinic)
    {
        var image = Path.Combine(_folder, "disks", "btr.img");
        (await Ran.Of(_bench, ["stop", _folder])).Ends(0);
        // The daemon's end does not undo the mount.
        await Ran.Of("umount", ["-l", Path.Combine(_folder, "storage-pools", "btr")]);
        File.Move(image, image + ".away");
        var bare = new Dictionary<string, string> { ["INCUS_BENCH_BARE"] = "1" };
        (await Ran.Of(_bench, ["start", _folder], bare)).Ends(0);
        var found = await clinic.Found("pool-status", "btr");
        Assert.Contains("its status is Unavailable", (string)found["message"]!, StringComparison.Ordinal);
        await clinic.Heal(found, 0);
        Assert.Equal("systemctl restart incus", (string?)found["commands"]![1]);

        // What that command does where there is systemd, once the disk is back.
        File.Move(image + ".away", image);
        (await Ran.Of(_bench, ["stop", _folder])).Ends(0);
        (await Ran.Of(_bench, ["start", _folder], bare)).Ends(0);
        await clinic.Gone("pool-status", "btr");
    }
}

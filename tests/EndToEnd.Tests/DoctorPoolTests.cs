using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>The doctor's checks of pools, on small ones made for it: found, healed by what was printed, gone.</summary>
[Trait("Server", "real")]
public sealed class DoctorPoolTests
{
    [Fact]
    public async Task A_full_pool_of_btrfs()
    {
        await using var project = await Project.On("btr");
        var pool = project.Name + "-f";
        await RealIncus.Incus("storage", "create", pool, "btrfs", "size=256MiB", "-q");
        try
        {
            var clinic = new Clinic(project);
            await clinic.Gone("pool-space", pool);
            var folder = Path.Combine(RealIncus.Directory, "storage-pools", pool);
            await Ran.Of("sh", ["-c", $"dd if=/dev/zero of={folder}/filler bs=1M count=300; sync"]);
            // Full at 71 % of what Incus says: btrfs keeps the rest for itself.
            var found = await clinic.FoundHealedAndGone("pool-space", pool, "100 % full", which: 1);
            Assert.Equal("error", (string?)found["severity"]);
            File.Delete(Path.Combine(folder, "filler"));
        }
        finally
        {
            await RealIncus.Incus("storage", "delete", pool);
        }
    }

    [Fact]
    public async Task A_pool_on_a_disk_without_inodes_and_then_read_only()
    {
        await using var project = await Project.On("btr");
        await using var disk = await SmallDisk.Make(project, "-N 800");
        var (pool, clinic) = (project.Name + "-i", new Clinic(project));
        await RealIncus.Incus("storage", "create", pool, "dir", "source=" + disk.Folder, "-q");
        try
        {
            await project.Incus("init", "bb", "c1", "-s", pool, "-q");
            for (var i = 0; i < 12 && (await disk.InodesUsed()) < 690; i++)
                await project.Incus("snapshot", "create", "c1", "s" + i.ToString(System.Globalization.CultureInfo.InvariantCulture));
            // One a day is kept, and they are all of today.
            await clinic.FoundHealedAndGone("pool-inodes", pool, "of its inodes are used");
            Assert.Single(await project.Snapshots("c1"));

            await disk.Remount("ro");
            await clinic.FoundHealedAndGone("pool-read-only", pool, "is mounted read-only");
            await disk.Remount("rw");
            await project.Incus("snapshot", "create", "c1", "again");
        }
        finally
        {
            await project.Incus("delete", "-f", "c1");
            await RealIncus.Incus("storage", "delete", pool);
        }
    }

    [Fact]
    public async Task A_pool_whose_snapshots_are_copies()
    {
        await using var project = await Project.On("dirp");
        var clinic = new Clinic(project);
        await project.Container("c1");
        await project.Incus("snapshot", "create", "c1", "a");
        await clinic.FoundHealedAndGone("pool-copies", "dirp", "1 snapshot of c1, each a full copy", null, "c1");
        Assert.Equal(["a"], await project.Snapshots("c1"));
    }

    /// <summary>An ext4 in a file, outside of the daemon's own folder, as a dir pool wants it.</summary>
    private sealed class SmallDisk : IAsyncDisposable
    {
        private readonly string _mount;

        private SmallDisk(string mount) => _mount = mount;

        public string Folder => Path.Combine(_mount, "pool");

        public static async Task<SmallDisk> Make(Project project, string options)
        {
            var disk = new SmallDisk("/tmp/" + project.Name);
            (await Ran.Of("sh", ["-c", $"set -e; mkdir {disk._mount}; truncate -s 40M {disk._mount}.img; mkfs.ext4 -q {options} {disk._mount}.img; "
                + $"mount -o loop {disk._mount}.img {disk._mount}; mkdir {disk.Folder}; chmod 711 {disk._mount} {disk.Folder}"])).Ends(0);
            return disk;
        }

        public async Task<int> InodesUsed() =>
            int.Parse((await Ran.Of("sh", ["-c", $"df --output=iused {_mount} | tail -1"])).Ends(0).Out.Trim(), null);

        public async Task Remount(string how) => (await Ran.Of("mount", ["-o", "remount," + how, _mount])).Ends(0);

        public async ValueTask DisposeAsync() => await Ran.Of("sh", ["-c", $"umount -l {_mount}; rmdir {_mount}; rm {_mount}.img"]);
    }
}

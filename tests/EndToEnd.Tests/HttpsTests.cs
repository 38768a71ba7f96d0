using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>Over HTTPS: trusted certificates work, others are refused with exit 4, and nothing changes.</summary>
[Trait("Server", "real")]
public sealed class HttpsTests
{
    private const string Address = "127.0.0.1:18447";

    [Fact]
    public async Task A_trusted_certificate_works_and_a_refused_one_is_exit_4_with_the_remedy()
    {
        await using var project = await Project.On("btr");
        await project.Container("c1");
        await RealIncus.Incus("config", "set", "core.https_address", Address);
        var (known, stranger) = (await Certificate(project, "known"), await Certificate(project, "stranger"));
        await RealIncus.Incus("config", "trust", "add-certificate", known + ".crt", "--name", project.Name);
        var file = project.Write("f.sls", "a:\n  incus.instance_snapshot_present: [instance: c1, name: s, description: over https]\n");
        string[] Over(string client, string server) =>
            ["apply", file, "--url", "https://" + Address, "--cert", client + ".crt", "--key", client + ".key", "--server-cert", server];
        var pinned = Path.Combine(RealIncus.Directory, "server.crt");
        var before = await project.Fingerprint();

        var refused = (await project.Brine(Over(stranger, pinned))).Ends(4);
        Assert.Contains("incus config trust add", refused.Err, StringComparison.Ordinal);
        var wrongServer = (await project.Brine(Over(known, stranger + ".crt"))).Ends(4);
        Assert.Contains("certificate", wrongServer.Err, StringComparison.Ordinal);
        (await project.Brine("list", "--url", "https://127.0.0.1:1", "--cert", known + ".crt", "--key", known + ".key", "--server-cert", pinned)).Ends(4);
        Assert.Equal(before, await project.Fingerprint());

        (await project.Brine(Over(known, pinned))).Ends(0);
        Assert.Equal(["s"], await project.Snapshots("c1"));
        Assert.Contains("over https", (await project.Brine("show", "c1/s")).Ends(0).Out, StringComparison.Ordinal);
    }

    /// <summary>A new client certificate; the path without its ending.</summary>
    private static async Task<string> Certificate(Project project, string name)
    {
        var stem = Path.Combine(project.Folder, name);
        (await Ran.Of("openssl",
        [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp384r1", "-nodes", "-days", "10", "-subj", "/CN=" + name,
            "-keyout", stem + ".key", "-out", stem + ".crt",
        ])).Ends(0);
        return stem;
    }
}

using System.Text.Json.Nodes;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests.Remotes;

/// <summary>A user with an incus configuration of his own, empty at first, and no server but what he adds.</summary>
internal sealed class Client : IDisposable
{
    private readonly Dictionary<string, string> _environment;

    /// <param name="local">The daemon on his machine; null: none that can be reached.</param>
    public Client(string? local = null)
    {
        Conf = Path.Combine(Folder, "incus");
        _environment = new Dictionary<string, string>
        {
            ["HOME"] = Folder, ["INCUS_CONF"] = Conf, ["INCUS_DIR"] = local ?? Path.Combine(Folder, "none"), ["INCUS_SOCKET"] = "",
            ["INCUS_REMOTE"] = "", ["INCUS_PROJECT"] = "", ["XDG_STATE_HOME"] = Path.Combine(Folder, "state"), ["NO_COLOR"] = "1",
        };
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("brine-client-").FullName;

    /// <summary>Where his incus keeps its remotes.</summary>
    public string Conf { get; }

    public Task<Ran> Brine(params string[] arguments) => Ran.Of(RealIncus.Brine, arguments, _environment, Folder);

    /// <summary>Brine's JSON, whatever the exit code.</summary>
    public async Task<JsonNode> Data(params string[] arguments)
    {
        var ran = await Brine([.. arguments, "--out", "json"]);
        Assert.True(ran.Out.StartsWith('{'), $"{ran.Exit}\n{ran.Out}\n{ran.Err}");
        return JsonNode.Parse(ran.Out)!;
    }

    /// <summary>The incus tool of this user.</summary>
    public Task<Ran> Incus(params string[] arguments) => Ran.Of("incus", arguments, _environment, Folder);

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

using System.Text;
using Brine.Salt.Yaml;

namespace Brine.Salt.Tests;

/// <summary>A machine that knows a few commands and files, and is always at the same instant.</summary>
internal sealed class ScriptedHost : ISaltHost
{
    public List<CommandRequest> Asked { get; } = [];

    public IReadOnlyDictionary<string, YamlNode> Grains { get; init; } = new Dictionary<string, YamlNode>
    {
        ["os"] = YamlScalar.Of("Debian"),
        ["num_cpus"] = YamlScalar.Of(4),
    };

    public DateTimeOffset Now => new(2024, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public Dictionary<string, string> Files { get; init; } = [];

    public IIncusFacts? Incus { get; init; }

    public CommandOutcome Run(CommandRequest request, CancellationToken token)
    {
        Asked.Add(request);
        return (request.ShellText ?? string.Join('|', request.Arguments)) switch
        {
            "date|+%Y%m%d" => new CommandOutcome("20240115\n"),
            "date +%Y%m%d | tr -d 0" => new CommandOutcome("2415"),
            "hostname" => new CommandOutcome("web1"),
            "fail" => new CommandOutcome("out", request.WithErrorOutput ? "" : "why", 3, 77),
            _ => throw new SaltHostException($"'{request.Shown}': no such program"),
        };
    }

    public HostEntry? Look(string path) =>
        Files.TryGetValue(path, out var text) ? new HostEntry(IsFile: true, IsExecutable: path.Contains("/bin/", StringComparison.Ordinal), Size: text.Length)
        : Files.Keys.Any(file => file.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal)) ? new HostEntry(IsFile: false, IsFolder: true)
        : null;

    public byte[] Read(string path) => Files.TryGetValue(path, out var text)
        ? Encoding.UTF8.GetBytes(text)
        : throw new SaltHostException($"cannot read '{path}': there is no such file");

    public IReadOnlyList<string> Names(string folder) => [.. Files.Keys
        .Where(file => file.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal))
        .Select(file => file[(folder.TrimEnd('/').Length + 1)..].Split('/')[0]).Distinct()];

    public byte[] Random(int count) => [.. Enumerable.Range(1, count).Select(i => (byte)(i * 37))];
}

using Brine.Salt.Yaml;

namespace Brine.Salt.Tests;

/// <summary>A machine that knows a few commands and is always at the same instant.</summary>
internal sealed class ScriptedHost : ISaltHost
{
    public List<CommandRequest> Asked { get; } = [];

    public IReadOnlyDictionary<string, YamlNode> Grains { get; init; } = new Dictionary<string, YamlNode>
    {
        ["os"] = YamlScalar.Of("Debian"),
        ["num_cpus"] = YamlScalar.Of(4),
    };

    public DateTimeOffset Now => new(2024, 1, 15, 12, 0, 0, TimeSpan.Zero);

    public CommandOutcome Run(CommandRequest request, CancellationToken token)
    {
        Asked.Add(request);
        return new CommandOutcome((request.ShellText ?? string.Join('|', request.Arguments)) switch
        {
            "date|+%Y%m%d" => "20240115\n",
            "date +%Y%m%d | tr -d 0" => "2415",
            "hostname" => "web1",
            _ => throw new SaltHostException($"'{request.Shown}': no such program"),
        });
    }
}

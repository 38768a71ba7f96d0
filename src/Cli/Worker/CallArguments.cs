using Brine.Salt.Yaml;

namespace Brine.Cli.Worker;

/// <summary>The arguments of a call. A null is as good as none: Python's functions give it where nothing is said.</summary>
internal sealed class CallArguments(YamlMap given)
{
    public YamlMap Given { get; } =
        given with { Entries = [.. given.Entries.Where(e => e.Value is not YamlScalar { Kind: ScalarKind.Null })] };

    public YamlNode? Find(string key) => Given.Find(key);

    public string? Text(string key) => Find(key) is YamlScalar scalar ? scalar.Text : null;

    /// <exception cref="WorkerRefusal">It is not given.</exception>
    public string Required(string key) => Text(key) is { Length: > 0 } text ? text : throw new WorkerRefusal($"'{key}' is missing");

    public bool Flag(string key) => Find(key) is YamlScalar { Value: true };

    public int? Number(string key) => Find(key) is YamlScalar { Value: long number } ? (int)Math.Clamp(number, 0, 2) : null;

    public CallArguments Without(params string[] keys) =>
        new(Given with { Entries = [.. Given.Entries.Where(e => !keys.Contains(e.Key.Text))] });

    public CallArguments With(string key, string value) => With(key, YamlScalar.Of(value));

    public CallArguments With(string key, bool value) => With(key, YamlScalar.Of(value));

    public CallArguments With(string key, YamlNode value) =>
        new(Given with { Entries = [.. Without(key).Given.Entries, new YamlEntry(YamlScalar.Of(key), value)] });
}

using System.Collections.Immutable;
using Brine.Planner.Desired;
using Brine.Planner.Names;
using Brine.Planner.Observed;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Lint.Model;

/// <summary>A declaration about one instance as written; nothing in it has been checked.</summary>
/// <param name="Ensure"><c>present</c>, <c>absent</c>, <c>running</c> or <c>stopped</c>.</param>
internal sealed record InstanceMention(StateDeclaration Declaration, string Ensure, InstanceAddress Instance,
    bool InPillar)
{
    private const string Prefix = "incus.instance_";

    public SourceSpan Span => Declaration.Span;

    public ImmutableArray<YamlEntry> Config => (Declaration.Argument("config") as YamlMap)?.Entries ?? [];

    public bool HasProfiles => Declaration.Argument("profiles") is YamlList { Items.IsEmpty: false };

    /// <summary>The declared type; a new instance without one is a container. Null: not known from the files.</summary>
    public string? Type => (Declaration.Argument("instance_type") as YamlScalar)?.Text
        ?? (Declaration.Argument("source") is YamlMap ? "container" : null);

    /// <summary>The value of a config key; null when it is not declared or no single value.</summary>
    public YamlScalar? Setting(string key) => Config.FirstOrDefault(e => e.Key.Text == key)?.Value as YamlScalar;

    public bool IsTrue(string key) => Truth.Of(Setting(key)?.Text);

    public static InstanceMention? Of(StateDeclaration declaration, bool inPillar) =>
        declaration.Function.StartsWith(Prefix, StringComparison.Ordinal)
        && declaration.Function[Prefix.Length..] is "present" or "absent" or "running" or "stopped"
            ? new InstanceMention(declaration, declaration.Function[Prefix.Length..],
                Address(declaration, declaration.Name), inPillar)
            : null;

    /// <summary><c>name</c> or <c>remote:name</c> with the declaration's <c>remote</c> and <c>project</c>.</summary>
    public static InstanceAddress Address(StateDeclaration declaration, string written)
    {
        var (remote, name) = RemotePrefix.Split(written);
        return new InstanceAddress(remote ?? (declaration.Argument("remote") as YamlScalar)?.Text ?? ConnectionDefaults.Local.Remote,
            (declaration.Argument("project") as YamlScalar)?.Text ?? ConnectionDefaults.Local.Project, name);
    }
}

using Brine.Planner.Names;
using Brine.Salt.States;

namespace Brine.Planner.Desired.Reading;

/// <summary>The instance that a declaration speaks of.</summary>
internal static class Target
{
    public static readonly string[] Parameters = ["project", "remote"];

    /// <summary>
    /// From <paramref name="written"/> (<c>name</c> or <c>remote:name</c>) and the <c>remote</c> and <c>project</c>
    /// arguments; null, with a diagnostic, when it is no name that Incus takes.
    /// </summary>
    public static InstanceAddress? Read(ArgumentReader arguments, string? written, ConnectionDefaults defaults, string key)
    {
        var remote = arguments.Text("remote");
        var project = arguments.Text("project");
        if (written is null)
            return null;
        var (prefix, name) = RemotePrefix.Split(written);
        if (prefix is not null && remote is not null && remote != prefix)
        {
            arguments.Wrong<string>(key, $"one remote: 'remote' says '{remote}'", $"'{written}'");
            return null;
        }

        if (!InstanceName.IsValid(name))
        {
            arguments.Wrong<string>(key, $"an instance name ({InstanceName.Rule})", $"'{written}'");
            return null;
        }

        var there = defaults.For(prefix ?? remote, project);
        if (!Glob.IsGlob(there.Remote))
            return new InstanceAddress(there.Remote, there.Project, name);
        arguments.Wrong<string>(key, "one instance, so one remote; 'instances' of a policy or a group may be globs", $"'{there.Remote}:{name}'");
        return null;
    }

    public static Origin Origin(ArgumentReader arguments, string returnName) => new()
    {
        Id = arguments.Declaration.Id,
        Sls = arguments.Declaration.Sls,
        Function = arguments.Declaration.Function,
        StateName = arguments.Declaration.Name,
        ReturnName = returnName,
        Span = arguments.Declaration.Span,
    };
}

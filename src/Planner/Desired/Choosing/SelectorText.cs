using System.Collections.Immutable;
using Brine.Planner.Names;
using Brine.Salt.States;

namespace Brine.Planner.Desired.Choosing;

/// <summary><c>[remote:]name</c>; both may be globs.</summary>
public static class SelectorText
{
    /// <summary>One selector for each server that is meant; where no server is known, one with the glob itself.</summary>
    /// <returns>Expected: what should stand there instead; null: it is right.</returns>
    public static (ImmutableArray<Selector> Selectors, string? Expected) Parse(string written, ConnectionDefaults defaults)
    {
        if (Parts(written) is not var (given, name))
            return ([], Rule);
        var remote = given ?? defaults.Remote;
        if (!Glob.IsGlob(remote))
            return ([new Selector(remote, defaults.ProjectOn(remote), name)], null);
        var known = defaults.Remotes.IsEmpty ? [new KnownRemote(remote, defaults.Project)] : defaults.Remotes.Where(r => Glob.Matches(remote, r.Name));
        ImmutableArray<Selector> meant = [.. known.Select(r => new Selector(r.Name, r.Project, name) { IsSpread = true })];
        return (meant, meant.IsEmpty ? $"a remote that there is ({string.Join(", ", defaults.Remotes.Select(r => r.Name))})" : null);
    }

    /// <summary>Those left out: on every server unless one is named, and in every project.</summary>
    /// <returns>Expected: what should stand there instead; null: it is right.</returns>
    public static (ImmutableArray<Selector> Selectors, string? Expected) Exception(string written) =>
        Parts(written) is var (remote, name)
            ? ([new Selector(remote ?? "*", "*", name) { IsException = true }], null) : ([], Rule);

    private static string Rule => $"an instance name ({InstanceName.Rule}) or a glob";

    private static (string? Remote, string Name)? Parts(string written)
    {
        var (remote, name) = RemotePrefix.Split(written);
        return remote is not "" && (Glob.IsGlob(name) || InstanceName.IsValid(name)) ? (remote, name) : null;
    }
}

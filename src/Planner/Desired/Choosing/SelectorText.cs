using Brine.Planner.Names;
using Brine.Salt.States;

namespace Brine.Planner.Desired.Choosing;

/// <summary><c>[remote:]name</c> or <c>[remote:]glob</c>.</summary>
public static class SelectorText
{
    /// <summary>Null: it is neither a name that Incus takes nor a glob.</summary>
    public static Selector? Parse(string written, ConnectionDefaults defaults)
    {
        var colon = written.IndexOf(':', StringComparison.Ordinal);
        var name = written[(colon + 1)..];
        return (Glob.IsGlob(name) || InstanceName.IsValid(name)) && colon != 0
            ? new Selector(colon > 0 ? written[..colon] : defaults.Remote, defaults.Project, name) : null;
    }
}

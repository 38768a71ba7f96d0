using System.Collections.Frozen;

namespace Brine.Salt.High;

/// <summary>The words that are not a state's own arguments.</summary>
internal static class Words
{
    /// <summary>Lists of targets; an <c>extend</c> adds to them, where it would replace any other argument.</summary>
    public static FrozenSet<string> Requisites { get; } = Set("onchanges", "onchanges_any", "onfail", "onfail_any",
        "onfail_all", "onfail_stop", "prereq", "prerequired", "watch", "watch_any", "require", "require_any", "listen");

    /// <summary>Written at one end, they change the other end, or are changed by it, before the states are taken apart.</summary>
    public static FrozenSet<string> Reaching { get; } = Set("require_in", "watch_in", "onfail_in", "onchanges_in",
        "use", "use_in", "prereq", "prereq_in");

    /// <summary>What <c>use</c> does not take over.</summary>
    public static FrozenSet<string> NotUsed { get; } =
        Set([.. Reaching, "require", "watch", "onfail", "onfail_stop", "onchanges", "name", "names"]);

    /// <summary>Looks like a requisite, but Salt has none of that name and would hand it to the state.</summary>
    public static FrozenSet<string> Mistaken { get; } = Set("require_any_in", "watch_any_in", "onchanges_any_in",
        "onfail_any_in", "onfail_all_in");

    /// <summary>Steer how a state is run; its own arguments are what is left.</summary>
    public static FrozenSet<string> Steering { get; } = Set("onlyif", "unless", "creates", "check_cmd", "retry",
        "parallel", "fire_event", "reload_modules", "reload_grains", "reload_pillar", "runas", "runas_password",
        "umask", "saltenv", "aggregate", "cmd_opts_exclude", "onfail_stop");

    private static FrozenSet<string> Set(params IEnumerable<string> words) => words.ToFrozenSet(StringComparer.Ordinal);
}

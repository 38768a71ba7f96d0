using Brine.Jinja;
using Brine.Salt.Calls;

namespace Brine.Salt.Functions;

/// <summary>log.*: formulas write to a minion's log what they found; Brine has none, and what a run did is its report</summary>
internal static class LogFunctions
{
    public static FunctionLine[] Table =>
    [
        .. ((string[])["debug", "info", "warning", "error", "critical", "exception"])
            .Select(level => new FunctionLine("log." + level, "message", (_, _) => JinjaValue.True)),
    ];
}

using Brine.Planner.Desired;

namespace Brine.Planner.Checks;

/// <summary>Answers what entries ask of the machine that Brine runs on. The only way out of this room.</summary>
public interface ICheckHost
{
    /// <summary>Whether a condition holds now. A command that cannot be run does not hold.</summary>
    /// <param name="of">Whose it is; says as whom commands run.</param>
    bool Holds(Check check, EntryChecks of);
}

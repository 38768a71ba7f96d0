using System.Collections.Immutable;
using Brine.Planner.Plan;

namespace Brine.Converge.Steps;

/// <summary>A step did not come to its end; the message is the part of the comment after the colon.</summary>
internal sealed class StepFailedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What of the step was done all the same.</summary>
    public ImmutableArray<Change> Done { get; init; } = [];

    /// <summary>The run was to stop, and nothing is left of the step: as if it had not been begun.</summary>
    public bool IsUndone { get; init; }

    /// <summary>What was worth knowing until then.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}

using System.Collections.Immutable;
using Brine.Converge.Steps;
using Brine.Planner.Plan;

namespace Brine.Converge.Apply;

/// <summary>What the steps of an entry came to so far; steps of several instances add to it at once.</summary>
internal sealed class Gathered
{
    private readonly List<(int Number, Change Change)> _changes = [];
    private readonly List<string> _notes = [];
    private readonly Lock _gate = new();
    private string? _telling;

    /// <summary>What was measured, as it goes behind the comment; empty: nothing.</summary>
    public string Telling
    {
        get
        {
            lock (_gate)
                return _telling is null ? "" : ": " + _telling;
        }
    }

    /// <summary>In the order of the steps, whatever order they ended in.</summary>
    public ImmutableArray<Change> Changes
    {
        get
        {
            lock (_gate)
                return Planner.Plan.Change.Sum(_changes.OrderBy(c => c.Number).Select(c => c.Change));
        }
    }

    public ImmutableArray<string> Notes
    {
        get
        {
            lock (_gate)
                return [.. _notes.Distinct(StringComparer.Ordinal)];
        }
    }

    /// <param name="number">The step's place among the steps of its entry.</param>
    public void Add(int number, PlanStep step, StepResult result)
    {
        lock (_gate)
        {
            _changes.AddRange(step.Changes.Concat(result.MoreChanges).Select(c => (number, c)));
            _notes.AddRange(result.Notes);
            _telling = result.Telling ?? _telling;
        }
    }

    public void Change(int number, ImmutableArray<Change> changes)
    {
        lock (_gate)
            _changes.AddRange(changes.Select(c => (number, c)));
    }

    public void Note(IEnumerable<string> notes)
    {
        lock (_gate)
            _notes.AddRange(notes);
    }
}

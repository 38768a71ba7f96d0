using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Salt.States;

/// <summary>Finds the states that requisites mean, by ID or name, by glob, or all of an SLS.</summary>
internal sealed class RequisiteResolver
{
    private readonly List<StateDeclaration> _states;
    private readonly DiagnosticBag _diagnostics;
    private readonly ILookup<string, StateDeclaration> _byIdOrName;
    private readonly ILookup<string, StateDeclaration> _bySls;

    /// <param name="drafts">The states, in the order in which they are to be run.</param>
    /// <param name="diagnostics">Where trouble is told.</param>
    public RequisiteResolver(IEnumerable<StateDraft> drafts, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _states = [.. drafts.Select(draft => draft.Declaration)];
        _byIdOrName = _states
            .SelectMany(state => state.Id == state.Name ? [(state.Id, state)]
                : new[] { (state.Id, state), (state.Name, state) })
            .ToLookup(pair => pair.Item1, pair => pair.state, StringComparer.Ordinal);
        _bySls = _states.ToLookup(state => state.Sls, StringComparer.Ordinal);
    }

    /// <summary>The requisites of a draft with their targets; those that lead nowhere are told and left out.</summary>
    public ImmutableArray<Requisite> Of(StateDraft draft) =>
    [
        .. draft.Waits.Concat(draft.Listens)
            .Select(wait => wait with { Keys = [.. Targets(wait, draft.Declaration).Select(state => state.Key)] })
            .Where(wait => !wait.Keys.IsEmpty),
    ];

    private List<StateDeclaration> Targets(Requisite requisite, StateDeclaration from)
    {
        var found = requisite.Module == "sls" ? OfSls(requisite) : OfStates(requisite);
        if (found.Count == 0)
        {
            var target = requisite.Module is null ? requisite.Target : requisite.Module + ": " + requisite.Target;
            _diagnostics.Error("salt.requisite.unknown", $"requisite '{target}' of ID '{from.Id}' matches no state",
                requisite.Span, requisite.Module == "sls"
                    ? "include that SLS, and see that it declares a state; one without states cannot be required"
                    : "check the spelling of the ID, or include the file that declares it");
        }
        return found;
    }

    private List<StateDeclaration> OfSls(Requisite requisite) => Glob.IsGlob(requisite.Target)
        ? [.. _states.Where(state => Glob.Matches(requisite.Target, state.Sls))]
        : [.. _bySls[requisite.Target]];

    private List<StateDeclaration> OfStates(Requisite requisite) => Glob.IsGlob(requisite.Target)
        ? [.. _states.Where(state => Fits(requisite, state) && (Is(requisite, state.Id) || Is(requisite, state.Name)))]
        : [.. _byIdOrName[requisite.Target].Where(state => Fits(requisite, state))];

    private static bool Is(Requisite requisite, string name) =>
        requisite.Target == name || Glob.Matches(requisite.Target, name);

    private static bool Fits(Requisite requisite, StateDeclaration state) =>
        requisite.Module is null || requisite.Module == state.Module;
}

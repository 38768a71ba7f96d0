using System.Collections.Immutable;
using Brine.Salt.Source;

namespace Brine.Salt.States;

/// <summary>Finds the states that requisites mean, by ID or name, by glob, or all of an SLS.</summary>
internal sealed class RequisiteResolver
{
    private readonly IReadOnlyList<StateDraft> _drafts;
    private readonly DiagnosticBag _diagnostics;
    private readonly ILookup<string, StateDeclaration> _byIdOrName;
    private readonly ILookup<string, StateDeclaration> _bySls;
    private readonly IReadOnlySet<string> _loaded;

    public RequisiteResolver(IReadOnlyList<StateDraft> drafts, IReadOnlySet<string> loaded, DiagnosticBag diagnostics)
    {
        _drafts = drafts;
        _loaded = loaded;
        _diagnostics = diagnostics;
        var states = drafts.Select(draft => draft.Declaration).ToList();
        _byIdOrName = states
            .SelectMany(state => state.Id == state.Name ? [(state.Id, state)]
                : new[] { (state.Id, state), (state.Name, state) })
            .ToLookup(pair => pair.Item1, pair => pair.state, StringComparer.Ordinal);
        _bySls = states.ToLookup(state => state.Sls, StringComparer.Ordinal);
    }

    /// <summary>The requisites of every draft, in the order of the drafts.</summary>
    public ImmutableArray<Requisite>[] Resolve()
    {
        var asked = new Dictionary<string, List<Requisite>>(StringComparer.Ordinal);
        foreach (var draft in _drafts)
            foreach (var requisite in draft.WaitedBy)
                foreach (var waiting in Targets(requisite, draft.Declaration))
                    Turn(asked, requisite, waiting, draft.Declaration);
        return [.. _drafts.Select(draft => Of(draft, asked.GetValueOrDefault(draft.Declaration.Key)))];
    }

    private ImmutableArray<Requisite> Of(StateDraft draft, List<Requisite>? asked)
    {
        var own = draft.Waits
            .Select(wait => wait with { Keys = [.. Targets(wait, draft.Declaration).Select(state => state.Key)] })
            .Where(wait => !wait.Keys.IsEmpty);
        return [.. own, .. asked ?? []];
    }

    private static void Turn(
        Dictionary<string, List<Requisite>> asked, Requisite requisite, StateDeclaration waiting,
            StateDeclaration state)
    {
        if (!asked.TryGetValue(waiting.Key, out var list))
            asked.Add(waiting.Key, list = []);
        list.Add(new Requisite(requisite.Kind, state.Module, state.Id, requisite.Span) { Keys = [state.Key] });
    }

    private List<StateDeclaration> Targets(Requisite requisite, StateDeclaration from)
    {
        var found = requisite.Module == "sls" ? OfSls(requisite) : OfStates(requisite, from);
        if (found.Count == 0 && !(requisite.Module == "sls" && _loaded.Contains(requisite.Target)))
        {
            var target = requisite.Module is null ? requisite.Target : requisite.Module + ": " + requisite.Target;
            _diagnostics.Error("salt.requisite.unknown", $"requisite '{target}' of ID '{from.Id}' matches no state",
                requisite.Span, "check the spelling of the ID, or include the file that declares it");
        }
        return found;
    }

    private List<StateDeclaration> OfSls(Requisite requisite) => Glob.IsGlob(requisite.Target)
        ? [.. _bySls.Where(sls => Glob.Matches(requisite.Target, sls.Key)).SelectMany(sls => sls)]
        : [.. _bySls[requisite.Target]];

    private List<StateDeclaration> OfStates(Requisite requisite, StateDeclaration from)
    {
        var exact = _byIdOrName[requisite.Target].Where(state => Fits(requisite, state)).ToList();
        if (exact.Count > 0 || !Glob.IsGlob(requisite.Target))
            return exact;
        return [.. _drafts.Select(draft => draft.Declaration).Where(state => state.Key != from.Key
            && Fits(requisite, state)
            && (Glob.Matches(requisite.Target, state.Id) || Glob.Matches(requisite.Target, state.Name)))];
    }

    private static bool Fits(Requisite requisite, StateDeclaration state) =>
        requisite.Module is null || requisite.Module == state.Module;
}

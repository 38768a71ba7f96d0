using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.High;

/// <summary>
/// What Salt calls high data: every ID of a run before it is taken apart into single states; grows and changes while
/// files are read, extended and cleared of what is excluded.
/// </summary>
internal sealed class HighState
{
    private readonly List<HighId> _ids = [];
    private readonly Dictionary<string, HighId> _byName = new(StringComparer.Ordinal);

    /// <summary>In the order in which they came in, an including file before those that it includes.</summary>
    public IReadOnlyList<HighId> Ids => _ids;

    public List<HighId> Extensions { get; } = [];

    public List<Exclusion> Exclusions { get; } = [];

    public HighId? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Takes an ID in; two of one name are told, and the first stays.</summary>
    public void Add(HighId id, DiagnosticBag diagnostics)
    {
        if (_byName.TryAdd(id.Name, id))
            _ids.Add(id);
        else
            diagnostics.Error("salt.duplicate-id", $"found conflicting ID '{id.Name}': {id.Id.Span} and " +
                $"{_byName[id.Name].Id.Span} both declare it", id.Id.Span, "rename one of them");
    }

    /// <summary>Takes in all that another file says.</summary>
    public void Add(HighState other, DiagnosticBag diagnostics)
    {
        foreach (var id in other.Ids)
            Add(id, diagnostics);
        Extensions.AddRange(other.Extensions);
        Exclusions.AddRange(other.Exclusions);
    }

    public void Remove(HighId id)
    {
        _ids.Remove(id);
        _byName.Remove(id.Name);
    }

    /// <summary>
    /// The IDs that a target means, as Salt looks for them: the ID itself, else any that give the module an argument
    /// with that value, its <c>name</c> as a rule.
    /// </summary>
    /// <param name="strict">The ID must have the module.</param>
    public List<HighId> Matching(string name, string module, bool strict)
    {
        if (Find(name) is { } exact && (!strict || exact.Find(module) is not null))
            return [exact];
        return module == "sls"
            ? [.. _ids.Where(id => id.Sls == name)]
            : [.. _ids.Where(id => id.Find(module) is { } function && function.Items.OfType<YamlMap>().Any(map =>
                map.Entries is [{ Value: YamlScalar { Kind: ScalarKind.Text } value }] && value.Text == name))];
    }
}

/// <summary>One line of an <c>exclude</c>.</summary>
/// <param name="Id">The ID to leave out; null when an SLS is meant.</param>
/// <param name="Sls">The SLS names to leave out, a glob; null when an ID is meant.</param>
/// <param name="Span">Where it is written.</param>
internal sealed record Exclusion(string? Id, string? Sls, SourceSpan Span);

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Brine.Jinja;

namespace Brine.Salt.Templates;

/// <summary>
/// The names of a template. Pillar, grains and options are made values when a template first speaks of them: most speak
/// of few, and there may be a thousand files.
/// </summary>
internal sealed class TemplateNames : IReadOnlyDictionary<string, JinjaValue>
{
    private readonly Dictionary<string, JinjaValue> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<JinjaValue>> _later = new(StringComparer.Ordinal);

    public int Count => _known.Count + _later.Count;

    public IEnumerable<string> Keys => _known.Keys.Concat(_later.Keys);

    public IEnumerable<JinjaValue> Values => Keys.Select(key => this[key]);

    public JinjaValue this[string key]
    {
        get => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);
        set
        {
            _later.Remove(key);
            _known[key] = value;
        }
    }

    public void Add(string key, JinjaValue value) => _known.Add(key, value);

    public void Add(string key, Func<JinjaValue> make) => _later.Add(key, make);

    public bool ContainsKey(string key) => _known.ContainsKey(key) || _later.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JinjaValue value)
    {
        if (_known.TryGetValue(key, out value))
            return true;
        if (!_later.Remove(key, out var make))
            return false;
        _known.Add(key, value = make());
        return true;
    }

    public IEnumerator<KeyValuePair<string, JinjaValue>> GetEnumerator() =>
        Keys.ToList().Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

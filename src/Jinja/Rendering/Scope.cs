using Brine.Jinja.Values;

namespace Brine.Jinja.Rendering;

/// <summary>
/// The names that are visible at one place. Reading goes outwards to the variables and globals; writing stays here,
/// so what a loop or macro sets does not leak, as in Jinja.
/// </summary>
internal sealed class Scope
{
    private const int FewNames = 8;
    private readonly Scope? _outer;
    private readonly Scope _top;
    private readonly Inheritance _inheritance;
    private readonly IReadOnlyDictionary<string, JinjaValue>? _given;
    private string[] _names = [];
    private JinjaValue[] _values = [];
    private int _count;
    private Dictionary<string, JinjaValue>? _many;
    private HashSet<string>? _borrowed;

    /// <param name="top">The top of the template; null when this is one.</param>
    private Scope(Run run, TemplateUnit unit, Scope? outer, Scope? top, IReadOnlyDictionary<string, JinjaValue>? given)
    {
        Run = run;
        Unit = unit;
        _outer = outer;
        _given = given;
        _top = top ?? this;
        _inheritance = top?._inheritance ?? new Inheritance(unit);
    }

    public Run Run { get; }

    /// <summary>The template whose text is running here: the one errors name.</summary>
    public TemplateUnit Unit { get; }

    public static Scope Root(Run run, TemplateUnit unit, IReadOnlyDictionary<string, JinjaValue> variables) =>
        new(run, unit, null, null, variables);

    public Scope Inner() => new(Run, Unit, this, _top, null);

    /// <summary>A scope of another template that sees all names of this one.</summary>
    public Scope For(TemplateUnit unit) => new(Run, unit, this, null, null);

    /// <summary>The same names, while the text of another template of one inheritance chain runs.</summary>
    public Scope Within(TemplateUnit unit) => new(Run, unit, this, _top, null);

    /// <summary>The top of the running template.</summary>
    public Scope Outermost() => _top;

    public Inheritance FindInheritance() => _top._inheritance;

    public JinjaValue? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope.Own(name) is { } own) return own;
            if (scope._given?.GetValueOrDefault(name) is { } given) return given;
        }

        return Run.Options.Globals.GetValueOrDefault(name) ?? GlobalNames.Find(name);
    }

    /// <summary>What a template has set, not what it was given.</summary>
    public JinjaValue? FindSet(string name)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
            if (scope.Own(name) is { } own) return own;
        return null;
    }

    public JinjaValue Get(string name) => Find(name) ?? UndefinedValue.Name(name);

    public void Set(string name, JinjaValue value)
    {
        _borrowed?.Remove(name);
        if (_many is not null)
        {
            _many[name] = value;
            return;
        }

        for (var i = 0; i < _count; i++)
        {
            if (_names[i] != name) continue;
            _values[i] = value;
            return;
        }

        if (_count == FewNames)
        {
            _many = new Dictionary<string, JinjaValue>();
            for (var i = 0; i < _count; i++) _many[_names[i]] = _values[i];
            _many[name] = value;
            return;
        }

        if (_count == _names.Length)
        {
            Array.Resize(ref _names, _count == 0 ? 2 : _count * 2);
            Array.Resize(ref _values, _names.Length);
        }

        (_names[_count], _values[_count]) = (name, value);
        _count++;
    }

    /// <summary>Sets what an import brought: other templates that import this one do not get it.</summary>
    public void Borrow(string name, JinjaValue value)
    {
        Set(name, value);
        (_borrowed ??= []).Add(name);
    }

    /// <summary>What was set here, for an import; names with an underscore in front are private.</summary>
    public Dictionary<string, JinjaValue> Exports()
    {
        var all = _many ?? Enumerable.Range(0, _count).ToDictionary(i => _names[i], i => _values[i]);
        return all.Where(entry => !entry.Key.StartsWith('_') && _borrowed?.Contains(entry.Key) != true)
            .ToDictionary();
    }

    private JinjaValue? Own(string name)
    {
        if (_many is not null) return _many.GetValueOrDefault(name);
        for (var i = 0; i < _count; i++)
            if (_names[i] == name) return _values[i];
        return null;
    }
}

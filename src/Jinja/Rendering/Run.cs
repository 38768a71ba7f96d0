using Brine.Jinja.Checks;
using Brine.Jinja.Filters;
using Brine.Jinja.Parsing;
using Brine.Jinja.Values;

namespace Brine.Jinja.Rendering;

/// <summary>One rendering: its options, what it has used of its limits, and what it has loaded.</summary>
internal sealed class Run(JinjaOptions options, CancellationToken token)
{
    private readonly Dictionary<string, TemplateUnit> _units = [];
    private readonly Dictionary<string, ModuleValue> _modules = [];
    private readonly RenderLimits _limits = options.Limits;
    private long _output;
    private long _built;
    private int _iterations;
    private int _depth;
    private ulong _random;

    public JinjaOptions Options => options;

    public CancellationToken Token => token;

    public int Depth => _depth;

    /// <summary>One more round of a loop.</summary>
    public void Iterate()
    {
        token.ThrowIfCancellationRequested();
        if (++_iterations > _limits.MaxIterations)
            throw new JinjaException($"more than {_limits.MaxIterations} loop rounds (RenderLimits.MaxIterations)");
    }

    public void Enter()
    {
        token.ThrowIfCancellationRequested();
        if (++_depth > _limits.MaxDepth)
        {
            _depth--;
            throw new JinjaException(
                $"calls nested more than {_limits.MaxDepth} deep (RenderLimits.MaxDepth); does a macro call itself?");
        }
    }

    public void Leave() => _depth--;

    public void Wrote(int chars)
    {
        _output += chars;
        if (_output > _limits.MaxOutputChars)
            throw new JinjaException(
                $"more than {_limits.MaxOutputChars} characters of output (RenderLimits.MaxOutputChars)");
    }

    /// <summary>Counts what an expression made, so that many large values cannot fill the memory.</summary>
    public JinjaValue Built(JinjaValue value)
    {
        _built += value switch
        {
            TextValue text => text.ToText().Length,
            ListValue list => list.Content.Count,
            TupleValue tuple => tuple.Content.Length,
            LargeIntegerValue large => large.Number.GetBitLength() / 8,
            BytesValue bytes => bytes.Content.Length,
            SetValue set => set.Count!.Value,
            DictValue dict => dict.Count!.Value,
            _ => 1,
        };
        return _built <= _limits.MaxBuiltChars ? value : throw new JinjaException(
            $"more than {_limits.MaxBuiltChars} characters built by expressions (RenderLimits.MaxBuiltChars)");
    }

    /// <summary>Whether output is escaped: inside of <c>{% autoescape true %}</c>.</summary>
    public bool IsEscaping { get; set; }

    public int Random(int below)
    {
        if (options.Random is { } given) return Math.Clamp(given(below), 0, below - 1);
        _random = (_random * 6364136223846793005UL) + 1442695040888963407UL;
        return (int)((_random >> 33) % (uint)below);
    }

    public Func<JinjaCall, JinjaValue> Filter(string name) =>
        options.Filters.GetValueOrDefault(name) ?? FilterTable.Find(name)
        ?? throw new JinjaException($"no filter named '{name}'");

    public Func<JinjaCall, JinjaValue> Test(string name) =>
        options.Tests.GetValueOrDefault(name) ?? TestTable.Find(name)
        ?? throw new JinjaException($"no test named '{name}'");

    /// <summary>Null when there is no such template.</summary>
    public TemplateUnit? Load(string name)
    {
        if (_units.TryGetValue(name, out var unit)) return unit;
        if (options.Load?.Invoke(name) is not { } text) return null;
        return _units[name] = TemplateParser.Parse(name, text, options);
    }

    /// <summary>An import without context runs once, however often it is asked for.</summary>
    public ModuleValue Module(TemplateUnit unit, Func<ModuleValue> make)
    {
        if (_modules.TryGetValue(unit.Name, out var module)) return module;
        return _modules[unit.Name] = make();
    }
}

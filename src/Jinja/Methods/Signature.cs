using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>
/// The parameters of a built-in, written as <c>"old new count?"</c>: <c>?</c> may be left out,
/// <c>*</c> takes the remaining positional arguments, <c>**</c> the remaining named ones. What begins with <c>/</c>
/// cannot be given by name, as with most of Python's own methods.
/// </summary>
internal sealed class Signature
{
    private readonly string[] _names;
    private readonly int _required;
    private readonly bool _hasRest;
    private readonly bool _hasNamedRest;

    public Signature(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _hasRest = words.Contains("*");
        _hasNamedRest = words.Contains("**");
        var names = words.Where(word => word[0] != '*').ToArray();
        _required = names.Count(name => name[^1] != '?');
        _names = [.. names.Select(name => name.TrimEnd('?'))];
    }

    public Arguments Bind(string function, JinjaCall call, JinjaValue? self)
    {
        var given = call.Positional;
        var bound = new JinjaValue?[_names.Length];
        if (given.Count > _names.Length && !_hasRest)
            throw new JinjaException($"{function}() takes at most {_names.Length} arguments ({given.Count} given)");
        for (var i = 0; i < Math.Min(given.Count, bound.Length); i++) bound[i] = given[i];
        var more = call.Named.Count == 0 ? null : Named(function, call, bound);
        for (var i = 0; i < _required; i++)
        {
            if (bound[i] is null)
                throw new JinjaException($"{function}() missing required argument: '{_names[i].TrimStart('/')}'");
        }

        return new Arguments(function, bound, self, call)
        {
            Rest = given.Count > bound.Length ? [.. given.Skip(bound.Length)] : [],
            NamedRest = more ?? JinjaCall.NoNames,
        };
    }

    private Dictionary<string, JinjaValue>? Named(string function, JinjaCall call, JinjaValue?[] bound)
    {
        Dictionary<string, JinjaValue>? more = null;
        foreach (var (name, value) in call.Named)
        {
            var place = Array.IndexOf(_names, name);
            if (place < 0)
            {
                if (!_hasNamedRest)
                    throw new JinjaException($"{function}() got an unexpected keyword argument '{name}'");
                (more ??= [])[name] = value;
            }
            else if (bound[place] is not null)
            {
                throw new JinjaException($"{function}() got multiple values for argument '{name}'");
            }
            else
            {
                bound[place] = value;
            }
        }

        return more;
    }
}

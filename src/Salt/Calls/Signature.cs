using System.Collections.Immutable;
using Brine.Jinja;

namespace Brine.Salt.Calls;

/// <summary>
/// What a function takes, written as <c>"text pattern ignorecase?"</c>: names in their order, a question mark behind
/// those that may be left out, <c>*</c> and <c>**</c> for any more. What stands behind <c>*</c> is given by name only.
/// </summary>
internal sealed class Signature
{
    private readonly string _function;
    private readonly ImmutableArray<(string Name, bool IsNeeded)> _parameters;
    private readonly int _places;
    private readonly bool _takesRest;
    private readonly bool _takesNamedRest;

    public Signature(string function, string parameters)
    {
        _function = function;
        var words = parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _takesRest = words.Contains("*");
        _places = _takesRest ? words.TakeWhile(word => word != "*").Count() : words.Count(word => word != "**");
        _takesNamedRest = words.Contains("**");
        _parameters = [.. words.Where(word => word[0] != '*')
            .Select(word => (word.TrimEnd('?'), !word.EndsWith('?')))];
    }

    /// <exception cref="JinjaException">Too many, too few, or one that the function does not know.</exception>
    public Arguments Bind(JinjaCall call)
    {
        var bound = new Dictionary<string, JinjaValue>(StringComparer.Ordinal);
        var places = Math.Min(call.Positional.Count, _places);
        for (var i = 0; i < places; i++)
            bound.Add(_parameters[i].Name, call.Positional[i]);
        if (call.Positional.Count > places && !_takesRest)
            throw new JinjaException($"{_function} takes at most {_parameters.Length} argument(s), " +
                $"{call.Positional.Count} were given");
        var rest = ImmutableDictionary.CreateBuilder<string, JinjaValue>(StringComparer.Ordinal);
        foreach (var (name, value) in call.Named)
        {
            if (_parameters.All(parameter => parameter.Name != name))
            {
                if (!_takesNamedRest)
                    throw new JinjaException($"{_function} knows no argument '{name}'; it takes " +
                        string.Join(", ", _parameters.Select(parameter => parameter.Name)));
                rest[name] = value;
            }
            else if (!bound.TryAdd(name, value))
                throw new JinjaException($"{_function} was given the argument '{name}' twice");
        }
        foreach (var (name, isNeeded) in _parameters)
            if (isNeeded && !bound.ContainsKey(name))
                throw new JinjaException($"{_function} needs the argument '{name}'");
        return new Arguments(_function, bound, [.. call.Positional.Skip(places)], rest.ToImmutable(), call);
    }
}

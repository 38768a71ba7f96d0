using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>The methods of one Python type, by name.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<string, (Signature Signature, Func<Arguments, JinjaValue> Body)> _methods = [];

    public MethodTable Add(string name, string signature, Func<Arguments, JinjaValue> body)
    {
        _methods.Add(name, (new Signature(signature), body));
        return this;
    }

    /// <summary>The method bound to its value; null when the type has none of that name.</summary>
    public JinjaValue? Find(JinjaValue self, string name) => _methods.TryGetValue(name, out var method)
        ? new FunctionValue(name, call => method.Body(method.Signature.Bind(name, call, self)))
        : null;
}

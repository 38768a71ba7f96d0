using Brine.Jinja.Values;

namespace Brine.Jinja.Methods;

/// <summary>The methods of one Python type, by name.</summary>
internal sealed class MethodTable
{
    private readonly Dictionary<string, (Signature Signature, Func<Arguments, JinjaValue> Body)> _methods = [];
    private readonly Dictionary<string, Func<JinjaValue, JinjaValue>> _values = [];

    public MethodTable Add(string name, string signature, Func<Arguments, JinjaValue> body)
    {
        _methods.Add(name, (new Signature(signature), body));
        return this;
    }

    /// <summary>An attribute that is a plain value, not a method.</summary>
    public MethodTable Value(string name, Func<JinjaValue, JinjaValue> read)
    {
        _values.Add(name, read);
        return this;
    }

    private static string Describe(JinjaValue self, string name) => self is TextValue { IsMarkup: true }
        ? $"<bound method str.{name} of {self.ToRepr()}>"
        : $"<built-in method {name} of {self.TypeName} object at {ObjectAddress.Text}>";

    /// <summary>The method bound to its value; null when the type has none of that name.</summary>
    public JinjaValue? Find(JinjaValue self, string name) => _methods.TryGetValue(name, out var method)
        ? new FunctionValue(name, call => method.Body(method.Signature.Bind(name, call, self)),
            () => Describe(self, name))
        : _values.TryGetValue(name, out var read) ? read(self) : null;
}

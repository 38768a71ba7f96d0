namespace Brine.Jinja.Methods;

/// <summary>Filters or tests by name. The value comes first in the signature.</summary>
internal sealed class BuiltinTable
{
    private readonly Dictionary<string, Func<JinjaCall, JinjaValue>> _functions = [];

    /// <param name="names">One or several names, with blanks between.</param>
    public BuiltinTable Add(string names, string signature, Func<Arguments, JinjaValue> body)
    {
        var parameters = new Signature(signature);
        foreach (var name in names.Split(' '))
            _functions.Add(name, call => body(parameters.Bind(name, call, null)));
        return this;
    }

    public Func<JinjaCall, JinjaValue>? Find(string name) => _functions.GetValueOrDefault(name);
}

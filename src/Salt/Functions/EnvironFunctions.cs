using Brine.Jinja;
using Brine.Salt.Templates;

namespace Brine.Salt.Functions;

/// <summary>environ.*, and test.*</summary>
internal static class EnvironFunctions
{
    public static FunctionLine[] Table =>
    [
        new("environ.get", "key default?", (a, w) => a.Value("key").TryGetText(out var key)
            ? Find(w, key) ?? a["default"] ?? JinjaValue.Of("") : JinjaValue.False),
        new("environ.has_value", "key value?", (a, w) => JinjaValue.Of(a.Value("key").TryGetText(out var key)
            && Find(w, key) is { } found && (a.Given("value") is not { } value || PythonOperations.AreEqual(found, value)))),
        new("environ.item", "keys default?", (a, w) => JinjaValue.Dict(
            (a.Value("keys") is { Kind: JinjaKind.Text } one ? [one] : a.Value("keys").Items).Select(key =>
                KeyValuePair.Create(key, Find(w, key.ToText()) ?? a["default"] ?? JinjaValue.Of(""))))),
        new("environ.items", "", (_, w) => NodeValue.Dict(w.Host.Variables
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => (variable.Key, JinjaValue.Of(variable.Value))))),
        new("test.echo", "text", (a, _) => a.Value("text")),
        new("test.ping", "", (_, _) => JinjaValue.True),
        new("test.true", "", (_, _) => JinjaValue.True),
        new("test.false", "", (_, _) => JinjaValue.False),
    ];

    private static JinjaValue? Find(World w, string key) =>
        w.Host.Variables.TryGetValue(key, out var value) ? JinjaValue.Of(value) : null;
}

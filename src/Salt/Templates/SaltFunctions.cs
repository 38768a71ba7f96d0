using Brine.Jinja;

namespace Brine.Salt.Templates;

/// <summary>
/// The table of functions that templates know as <c>salt</c>: <c>salt['cmd.run']</c> and <c>salt.cmd.run</c>.
/// </summary>
internal sealed class SaltFunctions : JinjaObject
{
    private readonly Dictionary<string, JinjaValue> _functions = new(StringComparer.Ordinal);

    public SaltFunctions(ISaltHost host, JinjaValue pillar, JinjaValue grains, JinjaValue opts)
    {
        foreach (var name in (string[])["cmd.run", "cmd.run_stdout", "cmd.shell"])
            Add(name, new CommandCall(name, host).Run);
        Add("pillar.get", call => Get(call, pillar));
        Add("pillar.items", _ => pillar);
        Add("grains.get", call => Get(call, grains));
        Add("grains.items", _ => grains);
        Add("config.get", call => Get(call, opts, pillar, grains));
    }

    /// <summary>
    /// A function by its full name. A name that is not known answers too, so that calling it can say so.
    /// </summary>
    public override JinjaValue? GetItem(string key) => _functions.GetValueOrDefault(key) ?? Unknown(key);

    public override JinjaValue? GetAttribute(string name) => new Module(this, name);

    private static JinjaValue Unknown(string name) => JinjaValue.Function(name, _ => throw new JinjaException(
        $"salt['{name}'] is a function that Brine does not have; it has cmd.run, cmd.run_stdout, cmd.shell, " +
        "pillar.get, pillar.items, grains.get, grains.items and config.get"));

    private static JinjaValue Get(JinjaCall call, params ReadOnlySpan<JinjaValue> sources)
    {
        var key = call.Argument(0, "key") ?? throw new JinjaException("get needs a key");
        var otherwise = call.Argument(1, "default");
        var delimiter = call.Named.GetValueOrDefault("delimiter")?.ToText() ?? ":";
        foreach (var source in sources)
        {
            if (DataPath.Find(source, key.ToText(), delimiter) is not { } found)
                continue;
            var merge = call.Argument(2, "merge") is { IsTrue: true };
            return merge && otherwise is not null ? DataPath.Merge(otherwise, found) : found;
        }
        return otherwise ?? JinjaValue.Of("");
    }

    private void Add(string name, Func<JinjaCall, JinjaValue> body) =>
        _functions.Add(name, JinjaValue.Function(name, body));

    /// <summary>What <c>salt.cmd</c> is: half a name.</summary>
    private sealed class Module(SaltFunctions functions, string name) : JinjaObject
    {
        public override JinjaValue? GetAttribute(string function) => functions.GetItem(name + "." + function);
    }
}

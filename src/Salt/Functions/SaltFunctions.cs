using System.Collections.Frozen;
using Brine.Jinja;
using Brine.Salt.Calls;

namespace Brine.Salt.Functions;

/// <summary>
/// The table of functions that templates know as <c>salt</c>: <c>salt['cmd.run']</c> and <c>salt.cmd.run</c>. A new
/// function is a line in the table of its module.
/// </summary>
internal sealed class SaltFunctions(World world) : JinjaObject
{
    private static readonly FrozenDictionary<string, (Signature Signature, FunctionBody Body)> All =
        CommandFunctions.Table.Concat(PillarFunctions.Table).Concat(GrainFunctions.Table).Concat(ConfigFunctions.Table)
            .Concat(FileFunctions.Table).Concat(EnvironFunctions.Table).Concat(MatchFunctions.Table)
            .Concat(SlsutilFunctions.Table).Concat(DefaultsFunctions.Table).Concat(RootFunctions.Table)
            .Concat(HashutilFunctions.Table).Concat(RandomFunctions.Table).Concat(IncusFunctions.Table)
            .Concat(LogFunctions.Table)
            .ToFrozenDictionary(line => line.Name, line => (new Signature(line.Name, line.Takes), line.Body),
                StringComparer.Ordinal);

    /// <summary>The names of all functions, for the documentation and its test.</summary>
    public static IEnumerable<string> KnownNames => All.Keys.Order(StringComparer.Ordinal);

    public override string Title => "salt";

    public override IEnumerable<string> Names => KnownNames;

    public override JinjaValue? GetItem(string key) => All.TryGetValue(key, out var function)
        ? Function(key, call => Call(function, call))
        : null;

    public override JinjaValue? GetAttribute(string name)
    {
        if (All.Keys.Any(key => key.StartsWith(name + ".", StringComparison.Ordinal)))
            return new Module(this, name);
        return name switch
        {
            "get" => Function("get", call => GetItem((call.Argument(0, "key") ?? None).ToText()) ?? call.Argument(1, "default") ?? None),
            "keys" => Function("keys", _ => List(Names.Select(Of))),
            _ => null,
        };
    }

    public override string WhyMissing(string name)
    {
        var near = NearNames.Of(name, All.Keys);
        return $"salt['{name}'] is a function that Brine does not have" + (near.Count > 0
            ? $"; near to it are {string.Join(", ", near)}"
            : "; docs/templates.md lists those that it has");
    }

    private JinjaValue Call((Signature Signature, FunctionBody Body) function, JinjaCall call)
    {
        try
        {
            return function.Body(function.Signature.Bind(call), world);
        }
        catch (SaltHostException error)
        {
            throw new JinjaException(error.Message);
        }
    }

    /// <summary>What <c>salt.cmd</c> is: half a name.</summary>
    private sealed class Module(SaltFunctions functions, string name) : JinjaObject
    {
        public override string Title => $"salt.{name}";

        public override JinjaValue? GetAttribute(string function) => functions.GetItem(name + "." + function);

        public override string WhyMissing(string function) => functions.WhyMissing(name + "." + function);
    }
}

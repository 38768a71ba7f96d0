using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Templates;
using Brine.Salt.Yaml;

namespace Brine.Salt.Functions;

/// <summary>
/// incus.*: reading the server that the run is for. <c>success</c> is false for what is not there; a server that cannot
/// be asked is an error, never an empty answer.
/// </summary>
internal static class IncusFunctions
{
    public static FunctionLine[] Table =>
        [.. IncusRead.All.Select(read => new FunctionLine("incus." + read.Name, read.Takes, (a, w) => Ask(a, w, read)))];

    private static JinjaValue Ask(Arguments a, World w, IncusRead read)
    {
        var facts = w.Host.Incus ?? throw a.Wrong("this run has no Incus server to ask");
        YamlNode? found;
        string path;
        try
        {
            path = read.PathOf(name => a.Given(name)?.ToText());
            found = facts.Get(w.Context.Pillar, path, read.IsList ? a.Integer("recursion", 0) : 0, a.Token);
        }
        catch (Exception error) when (error is SaltHostException or ArgumentException)
        {
            throw a.Wrong(error.Message);
        }

        return found is null
            ? NodeValue.Dict([("success", JinjaValue.False), ("error", JinjaValue.Of($"not found: /1.0/{path}"))])
            : NodeValue.Dict([("success", JinjaValue.True), (read.Answer, NodeValue.Of(found))]);
    }
}

using Brine.Salt.Yaml;

namespace Brine.Salt.High;

/// <summary>An ID with its functions, or what an <c>extend</c> says about one.</summary>
internal sealed record HighId(YamlScalar Id, string Sls, string Env)
{
    public List<HighFunction> Functions { get; } = [];

    public string Name => Id.Text;

    public HighFunction? Find(string module) => Functions.Find(function => function.Module == module);
}

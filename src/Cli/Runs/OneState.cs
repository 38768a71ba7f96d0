using System.Collections.Immutable;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Cli.Runs;

/// <summary>A state that stands in no file: on a command line, or asked for by Salt.</summary>
internal static class OneState
{
    private static readonly SourceSpan s_nowhere = new("command line", 1, 1);

    /// <param name="function">With or without <c>incus.</c> before it.</param>
    /// <exception cref="UsageException"><c>name</c> is no single text.</exception>
    public static StateDeclaration Of(string function, IEnumerable<(string Key, YamlNode Value)> arguments)
    {
        var name = "";
        var values = ImmutableArray.CreateBuilder<StateArgument>();
        foreach (var (key, value) in arguments)
            if (key == "name")
                name = value is YamlScalar scalar ? scalar.Text : throw new UsageException("'name' takes one text");
            else
                values.Add(new StateArgument(key, value, s_nowhere));
        return new StateDeclaration
        {
            Id = name,
            Sls = "",
            Function = function.Contains('.', StringComparison.Ordinal) ? function : "incus." + function,
            Name = name,
            Arguments = values.ToImmutable(),
            Order = 0,
            Span = s_nowhere,
        };
    }
}

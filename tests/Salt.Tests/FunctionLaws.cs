using Brine.Salt.Filters;
using Brine.Salt.Functions;
using Brine.Salt.Source;
using Brine.Salt.Templates;

namespace Brine.Salt.Tests;

/// <summary>Whatever a filter or function is given, it answers or says what is wrong; it never breaks.</summary>
public sealed class FunctionLaws
{
    private static readonly string[] Values =
    [
        "none", "true", "0", "-1", "5", "2.5", "1e300", "10 ** 30", "''", "'text'", "'a:b:c'", "'%Y-%Q-%'", "'10.0.0.0/8'", "'fe80::1/64'", "'('",
        "'\\\\'", "'salt://x'", "'é😀'", "[]", "[1, 'a', none]", "[[1, 2], [3]]", "{}", "{'a': {'b': [1]}}", "{1: none}", "(1, 2)", "()", "range(3)",
        "undef", "[undef]", "('ab' | unique)", "('x' | to_bytes)", "salt", "pillar", "'/'", "'a/../..'", "['10.0.0.1', 'x']", "namespace(a=1)", "cycler(1)",
    ];

    public static TheoryData<string> Filters => [.. SaltFilters.Names];

    public static TheoryData<string> Functions => [.. SaltFunctions.KnownNames];

    [Theory]
    [MemberData(nameof(Filters))]
    public void No_filter_breaks(string name) => Try(
        from value in Values
        from arguments in Arguments(name.Length + value.Length)
        select $"{{{{ {value} | {name}{(arguments.Length == 0 ? "" : $"({arguments})")} }}}}");

    [Theory]
    [MemberData(nameof(Functions))]
    public void No_function_breaks(string name) => Try(
        from value in Values
        from arguments in Arguments(name.Length + value.Length)
        select $"{{{{ salt['{name}']({value}{(arguments.Length == 0 ? "" : ", " + arguments)}) }}}}");

    /// <summary>None, one of each, and some of two and three: the same each time.</summary>
    private static IEnumerable<string> Arguments(int seed)
    {
        yield return "";
        foreach (var value in Values)
            yield return value;
        for (var i = 0; i < 12; i++)
        {
            var (one, two, three) = (Values[(seed + (i * 7)) % Values.Length], Values[(seed + (i * 11)) % Values.Length], Values[(seed + (i * 13)) % Values.Length]);
            yield return i % 2 == 0 ? $"{one}, {two}" : $"{one}, {two}, {three}";
        }
    }

    private static void Try(IEnumerable<string> templates)
    {
        var host = new ScriptedHost { Files = new Dictionary<string, string> { ["text"] = "x" } };
        foreach (var template in templates)
        {
            var context = new RenderContext { StateRoot = new SourceTree([new SourceFile("x", "a: 1")]) };
            try
            {
                var rendering = SaltRenderer.Render(new SourceFile("t.sls", template), context, host, TestContext.Current.CancellationToken);
                Assert.True(rendering.Text is not null || rendering.Diagnostics.Length == 1, template);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Assert.Fail($"{template}\n{error}");
            }
        }
    }
}

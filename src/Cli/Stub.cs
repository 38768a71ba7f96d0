namespace Brine.Salt
{
    internal static class SaltCompiler { public static CompileResult Compile(CompileRequest r, ISaltHost h, CancellationToken t) => throw new NotImplementedException($"{r}{h}{t}"); }
}
namespace Brine.Salt.Templates
{
    internal static class SaltRenderer { public static Rendering Render(Brine.Salt.Source.SourceFile f, RenderContext c, ISaltHost h, CancellationToken t) => throw new NotImplementedException($"{f}{c}{h}{t}"); }
}

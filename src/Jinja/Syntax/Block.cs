using Brine.Jinja.Rendering;

namespace Brine.Jinja.Syntax;

/// <summary>Statements in a row. The one place where errors get their template and line.</summary>
internal sealed class Block(Statement[] statements)
{
    public IReadOnlyList<Statement> Statements => statements;

    public Flow Execute(Scope scope, Output output)
    {
        var at = 0;
        try
        {
            for (; at < statements.Length; at++)
            {
                var flow = statements[at].Execute(scope, output);
                if (flow != Flow.Normal) return flow;
            }

            return Flow.Normal;
        }
        catch (JinjaException e) when (e.Line == 0)
        {
            throw e.At(scope.Unit.Name, statements[at].Line);
        }
        catch (InsufficientExecutionStackException)
        {
            throw new JinjaException(scope.Unit.Name, statements[at].Line, "nested too deeply");
        }
    }

    /// <summary>What the statements write, as a value; null when <c>break</c> or <c>continue</c> left them.</summary>
    public JinjaValue? Capture(Scope scope, out Flow flow)
    {
        var output = new Output(scope.Run);
        flow = Execute(scope, output);
        return flow == Flow.Normal ? output.ToValue() : null;
    }
}

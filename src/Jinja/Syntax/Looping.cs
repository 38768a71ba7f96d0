using Brine.Jinja.Parsing;
using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Syntax;

/// <summary><c>{% for target in items if condition recursive %}…{% else %}…{% endfor %}</c></summary>
internal sealed record For(int Line, Target Target, Expression Items, Expression? Condition, Block Body,
    Block? Otherwise)
    : Statement(Line)
{
    public bool IsRecursive { get; init; }

    public required FrameNames Names { get; init; }

    /// <summary>The body mentions <c>loop</c>; otherwise none is made, and an outer one stays visible.</summary>
    public bool UsesLoop { get; init; }

    public override Flow Execute(Scope scope, Output output) => Walk(scope, Items.Evaluate(scope), output, 0);

    private Flow Walk(Scope scope, JinjaValue source, Output output, int depth)
    {
        var loop = UsesLoop
            ? new LoopValue(Condition is null ? source : null, depth,
                IsRecursive ? inner => Recurse(scope, inner, depth + 1) : null)
            : null;
        var items = Condition is null ? Operations.Walk(source) : Pick(scope, source);
        // As in Jinja, the else part is for a loop of which no round came to its end.
        var isDone = false;
        var flow = Flow.Normal;
        foreach (var item in loop is null ? items : loop.Walk(items))
        {
            scope.Run.Iterate();
            var round = scope.Inner();
            Names.Prepare(round);
            if (loop is not null) round.Set("loop", loop);
            Target.Assign(round, item);
            flow = Body.Execute(round, output);
            if (flow == Flow.Break) break;
            isDone |= flow == Flow.Normal;
        }

        return isDone || Otherwise is null ? Flow.Normal : Otherwise.Execute(scope.Inner(), output);
    }

    private JinjaValue Recurse(Scope scope, JinjaValue items, int depth)
    {
        scope.Run.Enter();
        var output = new Output(scope.Run);
        Walk(scope, items, output, depth);
        scope.Run.Leave();
        return output.ToValue();
    }

    private IEnumerable<JinjaValue> Pick(Scope scope, JinjaValue source)
    {
        foreach (var item in Operations.Walk(source))
        {
            scope.Run.Iterate();
            var trial = scope.Inner();
            Target.Assign(trial, item);
            if (Condition!.Evaluate(trial).IsTrue) yield return item;
        }
    }
}

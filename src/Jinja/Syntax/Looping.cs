using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Syntax;

/// <summary><c>{% for target in items if condition recursive %}…{% else %}…{% endfor %}</c></summary>
internal sealed record For(int Line, Target Target, Expression Items, Expression? Condition, Block Body,
    Block? Otherwise)
    : Statement(Line)
{
    public bool IsRecursive { get; init; }

    /// <summary>The body mentions <c>loop</c>; otherwise none is made, and an outer one stays visible.</summary>
    public bool UsesLoop { get; init; }

    public override Flow Execute(Scope scope, Output output)
    {
        Walk(scope, Items.Evaluate(scope), output, 0);
        return Flow.Normal;
    }

    private void Walk(Scope scope, JinjaValue source, Output output, int depth)
    {
        var items = Pick(scope, source);
        var loop = UsesLoop
            ? new LoopValue(items, depth, IsRecursive ? inner => Recurse(scope, inner, depth + 1) : null) : null;
        for (var i = 0; i < items.Count; i++)
        {
            scope.Run.Iterate();
            var round = scope.Inner();
            if (loop is not null)
            {
                loop.Index = i;
                round.Set("loop", loop);
            }

            Target.Assign(round, items[i]);
            if (Body.Execute(round, output) == Flow.Break) break;
        }

        if (items.Count == 0) Otherwise?.Execute(scope.Inner(), output);
    }

    private JinjaValue Recurse(Scope scope, JinjaValue items, int depth)
    {
        scope.Run.Enter();
        var output = new Output(scope.Run);
        Walk(scope, items, output, depth);
        scope.Run.Leave();
        return JinjaValue.Of(output.ToString());
    }

    private List<JinjaValue> Pick(Scope scope, JinjaValue source)
    {
        var picked = new List<JinjaValue>();
        foreach (var item in Operations.Walk(source))
        {
            if (Condition is not null)
            {
                scope.Run.Iterate();
                var trial = scope.Inner();
                Target.Assign(trial, item);
                if (!Condition.Evaluate(trial).IsTrue) continue;
            }

            picked.Add(item);
            Bounds.Items(picked.Count);
        }

        return picked;
    }
}

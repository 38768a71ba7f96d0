using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Syntax;

/// <summary>The arguments of a call as written: positional, named, <c>*rest</c>, <c>**named</c>.</summary>
internal sealed record ArgumentList(
    Expression[] Positional, (string Name, Expression Value)[] Named, Expression? Rest, Expression? NamedRest)
{
    public static readonly ArgumentList Empty = new([], [], null, null);

    public bool IsConstant { get; } = Rest is null && NamedRest is null
        && Array.TrueForAll(Positional, argument => argument.IsConstant)
        && Array.TrueForAll(Named, argument => argument.Value.IsConstant);

    /// <param name="first">The filtered or tested value, which goes before the written arguments.</param>
    public JinjaCall Evaluate(Scope scope, JinjaValue? first)
    {
        var positional = new List<JinjaValue>(Positional.Length + 1);
        if (first is not null) positional.Add(first);
        foreach (var argument in Positional) positional.Add(argument.Evaluate(scope));
        if (Rest is not null) positional.AddRange(Operations.Walk(Rest.Evaluate(scope)));
        if (Named.Length == 0 && NamedRest is null) return new JinjaCall(positional, null, scope.Run);

        var named = new Dictionary<string, JinjaValue>();
        foreach (var (name, value) in Named) Add(named, name, value.Evaluate(scope));
        if (NamedRest?.Evaluate(scope) is { } more)
        {
            if (more is UndefinedValue undefined) throw undefined.Error();
            if (more is not DictValue)
                throw new JinjaException($"argument after ** must be a mapping, not {more.TypeName}");
            foreach (var (key, value) in more.Entries)
                Add(named, key.TryGetText(out var name) ? name : throw new JinjaException("keywords must be strings"),
                    value);
        }

        return new JinjaCall(positional, named, scope.Run);
    }

    private static void Add(Dictionary<string, JinjaValue> named, string name, JinjaValue value)
    {
        if (!named.TryAdd(name, value)) throw new JinjaException($"got multiple values for keyword argument '{name}'");
    }
}

internal sealed record Call(int Line, Expression Callee, ArgumentList Arguments) : Expression(Line)
{
    public override JinjaValue Evaluate(Scope scope) => Evaluate(scope, null);

    /// <param name="caller">The body of a <c>call</c> block.</param>
    public JinjaValue Evaluate(Scope scope, JinjaValue? caller)
    {
        Bounds.Stack();
        var callee = Callee.Evaluate(scope);
        var call = Arguments.Evaluate(scope, null);
        if (caller is not null)
        {
            var named = new Dictionary<string, JinjaValue>(call.Named) { ["caller"] = caller };
            call = new JinjaCall(call.Positional, named, scope.Run);
        }

        scope.Run.Token.ThrowIfCancellationRequested();
        try
        {
            return scope.Run.Built(callee.Invoke(call));
        }
        catch (JinjaException e) when (e.Line == 0)
        {
            throw e.At(scope.Unit.Name, Line);
        }
        catch (JinjaException e) when (callee is MacroValue or LoopValue)
        {
            throw e.Through(new TemplateFrame(scope.Unit.Name, Line, callee is LoopValue ? "loop()" : callee.ToRepr()));
        }
    }
}

/// <summary><c>value | name(arguments)</c>; without a value, the one that a filter or set block captured.</summary>
internal sealed record Filter(int Line, Expression? Value, string Name, ArgumentList Arguments,
    Func<JinjaCall, JinjaValue>? Body) : Expression(Line)
{
    // Those that need the rendering are left to it.
    public override bool IsConstant { get; } = Value?.IsConstant == true && Arguments.IsConstant && Body is not null
        && Name is not ("map" or "select" or "reject" or "selectattr" or "rejectattr" or "random");

    public override JinjaValue Evaluate(Scope scope) => Evaluate(scope, null);

    public JinjaValue Evaluate(Scope scope, JinjaValue? captured)
    {
        Bounds.Stack();
        var value = Value is Filter inner ? inner.Evaluate(scope, captured) : Value?.Evaluate(scope) ?? captured!;
        try
        {
            var body = Body ?? throw new JinjaException($"no filter named '{Name}'");
            return scope.Run.Built(body(Arguments.Evaluate(scope, value)));
        }
        catch (JinjaException e) when (e.Line == 0)
        {
            throw e.At(scope.Unit.Name, Line);
        }
    }
}

/// <summary><c>value is name(arguments)</c></summary>
internal sealed record Test(int Line, Expression Value, string Name, ArgumentList Arguments,
    Func<JinjaCall, JinjaValue>? Body) : Expression(Line)
{
    public override bool IsConstant { get; } = Value.IsConstant && Arguments.IsConstant && Body is not null;

    public override JinjaValue Evaluate(Scope scope)
    {
        Bounds.Stack();
        var body = Body ?? throw new JinjaException($"no test named '{Name}'");
        return JinjaValue.Of(body(Arguments.Evaluate(scope, Value.Evaluate(scope))).IsTrue);
    }
}

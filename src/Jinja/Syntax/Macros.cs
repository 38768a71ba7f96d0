using Brine.Jinja.Parsing;
using Brine.Jinja.Rendering;
using Brine.Jinja.Values;

namespace Brine.Jinja.Syntax;

/// <summary>What a macro or call block takes, and its body.</summary>
internal sealed record MacroSignature(string Name, string[] Parameters, Expression?[] Defaults, Block Body,
    FrameNames Names)
{
    /// <summary>The body mentions <c>varargs</c>, and may be given more positional arguments.</summary>
    public bool TakesMore { get; init; }

    /// <summary>The body mentions <c>kwargs</c>, and may be given more named arguments.</summary>
    public bool TakesNamed { get; init; }

    /// <summary>The body mentions <c>caller</c>, and may stand in a call block.</summary>
    public bool TakesCaller { get; init; }

    public void Bind(Scope scope, JinjaCall call)
    {
        var named = new Dictionary<string, JinjaValue>(call.Named);
        List<int>? missing = null;
        for (var i = 0; i < Parameters.Length; i++)
        {
            var name = Parameters[i];
            var isNamed = named.Remove(name, out var value);
            if (i < call.Positional.Count)
            {
                if (isNamed) throw new JinjaException($"macro '{Name}' got multiple values for argument '{name}'");
                value = call.Positional[i];
            }

            scope.Set(name, value ?? new UndefinedValue($"parameter '{name}' was not provided"));
            if (value is null && Defaults[i] is not null) (missing ??= []).Add(i);
        }

        // A default sees the parameters before it, and none of a variable that has its own name.
        foreach (var i in missing ?? []) scope.Set(Parameters[i], Defaults[i]!.Evaluate(scope));

        if (TakesCaller && !Parameters.Contains("caller"))
            scope.Set("caller", named.Remove("caller", out var caller) ? caller
                : new UndefinedValue("No caller defined"));
        if (TakesNamed) scope.Set("kwargs",
            JinjaValue.Dict(named.Select(n => KeyValuePair.Create(JinjaValue.Of(n.Key), n.Value))));
        else if (named.ContainsKey("caller"))
            throw new JinjaException($"macro '{Name}' has no caller() in it and cannot stand in a call block");
        else if (named.Count > 0)
            throw new JinjaException($"macro '{Name}' takes no keyword argument '{named.Keys.First()}'");
        if (TakesMore) scope.Set("varargs", JinjaValue.Tuple(call.Positional.Skip(Parameters.Length)));
        else if (call.Positional.Count > Parameters.Length)
            throw new JinjaException($"macro '{Name}' takes not more than {Parameters.Length} argument(s)");
    }
}

/// <summary><c>{% macro name(…) %}…{% endmacro %}</c></summary>
internal sealed record Macro(int Line, MacroSignature Signature) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        scope.Set(Signature.Name, new MacroValue(Signature, scope));
        return Flow.Normal;
    }
}

/// <summary><c>{% call(…) macro(…) %}…{% endcall %}</c></summary>
internal sealed record CallBlock(int Line, Call Call, MacroSignature Body) : Statement(Line)
{
    public override Flow Execute(Scope scope, Output output)
    {
        output.WriteText(Call.Evaluate(scope, new MacroValue(Body, scope)));
        return Flow.Normal;
    }
}

using Brine.Jinja.Rendering;

namespace Brine.Jinja.Syntax;

/// <summary>Something with a value. <paramref name="Line"/> is 1-based.</summary>
internal abstract record Expression(int Line)
{
    public abstract JinjaValue Evaluate(Scope scope);

    /// <summary>Nothing but literals and signs, which Jinja computes while it compiles.</summary>
    public virtual bool IsConstant => false;
}

/// <summary>How a statement ended: <c>break</c> and <c>continue</c> travel outwards to their loop.</summary>
internal enum Flow
{
    Normal,
    Break,
    Continue,
}

/// <summary>
/// Something that is done. A custom tag is a new kind of statement and an entry in the statement table.
/// </summary>
internal abstract record Statement(int Line)
{
    public abstract Flow Execute(Scope scope, Output output);
}

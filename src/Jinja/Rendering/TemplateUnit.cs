using Brine.Jinja.Parsing;
using Brine.Jinja.Syntax;

namespace Brine.Jinja.Rendering;

/// <summary>One parsed template.</summary>
internal sealed record TemplateUnit(
    string Name, Block Body, IReadOnlyDictionary<string, BlockStatement> Blocks, FrameNames Names)
{
    public string Render(Scope root)
    {
        var output = new Output(root.Run);
        Execute(root, output);
        return output.ToString();
    }

    /// <summary>Runs the template, and after it the one that it extends, if any.</summary>
    public void Execute(Scope root, Output output)
    {
        Names.Prepare(root);
        Body.Execute(root, output);
        if (root.FindInheritance().TakeParent() is not { } parent) return;
        root.Run.Enter();
        parent.Execute(root.Within(parent), output);
        root.Run.Leave();
    }
}

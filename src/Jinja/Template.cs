using Brine.Jinja.Parsing;
using Brine.Jinja.Rendering;

namespace Brine.Jinja;

/// <summary>
/// The door of the engine: template text in, text out. Pure; the only way out is what the options give.
/// </summary>
public static class Template
{
    /// <param name="name">Shown in errors; not loaded.</param>
    /// <param name="text">The template itself.</param>
    /// <param name="variables">The names the template sees, before the globals.</param>
    /// <param name="options">Loader, limits, globals, more filters and tests.</param>
    /// <param name="token">Checked in every loop and call.</param>
    /// <exception cref="JinjaException">The template is wrong or goes beyond a limit.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static string Render(
        string name,
        string text,
        IReadOnlyDictionary<string, JinjaValue> variables,
        JinjaOptions options,
        CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        var unit = TemplateParser.Parse(name, text, options);
        var run = new Run(options, token);
        try
        {
            return unit.Render(Scope.Root(run, unit, variables));
        }
        catch (InsufficientExecutionStackException)
        {
            throw new JinjaException(name, 1, "the template is nested too deeply");
        }
    }
}

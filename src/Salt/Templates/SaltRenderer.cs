using Brine.Jinja;
using Brine.Salt.Functions;
using Brine.Salt.Source;

namespace Brine.Salt.Templates;

/// <summary>Renders a file as Salt does before it reads it as YAML.</summary>
public static class SaltRenderer
{
    /// <summary>
    /// The text of which the data is read. A file may say in its first line how it is rendered (<c>#!yaml</c>); what
    /// Brine has no renderer for, and what gives no data in the end, is an error.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Rendering Render(SourceFile file, RenderContext context, ISaltHost host, CancellationToken token)
    {
        var diagnostics = new DiagnosticBag();
        var pipe = RenderPipe.Of(file.Text, "jinja|yaml");
        if (pipe.WhyNot(endsInData: true) is { } reason)
        {
            diagnostics.Error("salt.renderer", reason, new SourceSpan(file.Path, 1, 1),
                "use '#!jinja|yaml', '#!yaml', '#!jinja|json', '#!json' or no such line");
            return new Rendering(null, diagnostics.ToImmutable());
        }
        var text = pipe.Parts[0] == "jinja" ? Jinja(file, context, host, diagnostics, token) : file.Text;
        if (text is not null && pipe.Parts[^1] == "json")
            text = Json(file, text, diagnostics);
        return new Rendering(text, diagnostics.ToImmutable());
    }

    private static string? Jinja(
        SourceFile file, RenderContext context, ISaltHost host, DiagnosticBag diagnostics, CancellationToken token)
    {
        var world = new World(context, host, TemplatePath.Of(file, context));
        try
        {
            return TemplateEngine.Render(file, world, [], token);
        }
        catch (JinjaException error)
        {
            TemplateFault.Tell(error, name => name == file.Path ? file : Imports.Named(name, world), diagnostics);
            return null;
        }
    }

    /// <summary>JSON is read as YAML is, which it is a part of; but what is no JSON must not pass for it.</summary>
    private static string? Json(SourceFile file, string text, DiagnosticBag diagnostics)
    {
        var data = RenderPipe.WithoutFirstLine(text);
        if (string.IsNullOrWhiteSpace(data))
            return data;
        try
        {
            TextData.Json(data);
            return text;
        }
        catch (JinjaException error)
        {
            diagnostics.Error("salt.renderer", error.Detail, new SourceSpan(file.Path, 1, 1), "mend it, or use '#!jinja|yaml'");
            return null;
        }
    }
}

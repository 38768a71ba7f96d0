using Brine.Jinja;
using Brine.Salt.Filters;
using Brine.Salt.Source;

namespace Brine.Salt.Templates;

/// <summary>Renders a file as Salt does before it reads it as YAML.</summary>
public static class SaltRenderer
{
    /// <summary>
    /// The rendered text. A final newline of the template is kept, as Salt does; a file that begins with
    /// <c>#!yaml</c> is given back as it is; any renderer but Jinja and YAML is an error.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Rendering Render(SourceFile file, RenderContext context, ISaltHost host, CancellationToken token)
    {
        var diagnostics = new DiagnosticBag();
        var text = Pipe(file.Text) switch
        {
            RenderPipe.JinjaYaml => Jinja(file, context, host, diagnostics, token),
            RenderPipe.Yaml => file.Text,
            _ => Refuse(file, diagnostics),
        };
        return new Rendering(text, diagnostics.ToImmutable());
    }

    private static string? Jinja(
        SourceFile file, RenderContext context, ISaltHost host, DiagnosticBag diagnostics, CancellationToken token)
    {
        var text = file.Text is ['\uFEFF', ..] ? file.Text[1..] : file.Text;
        if (!text.Contains('{', StringComparison.Ordinal))
            return text;
        var path = TemplatePath.Of(file, context);
        var variables = TemplateContext.Variables(path, context, host);
        var options = new JinjaOptions
        {
            Load = name => context.StateRoot.At(path.Imported(name))?.Text,
            Globals = variables,
            Filters = SaltFilters.Filters(host),
            Tests = SaltFilters.Tests,
            Tags = SaltTags.All,
        };
        try
        {
            var rendered = Template.Render(file.Path, text, variables, options, token);
            return text.EndsWith('\n') ? rendered + "\n" : rendered;
        }
        catch (JinjaException error)
        {
            TemplateFault.Tell(error, name => name == file.Path ? file : Imported(name, path, context), diagnostics);
            return null;
        }
    }

    private static SourceFile? Imported(string name, TemplatePath path, RenderContext context) =>
        context.StateRoot.At(path.Imported(name)) is { } found
            ? found with { Path = context.StateRoot.Shown(found.Path) }
            : null;

    private static RenderPipe Pipe(string text)
    {
        var start = text is ['\uFEFF', ..] ? 1 : 0;
        if (!text.AsSpan(start).StartsWith("#!"))
            return RenderPipe.JinjaYaml;
        return FirstLine(text)[2..].Replace(" ", "", StringComparison.Ordinal) switch
        {
            "jinja|yaml" or "jinja" => RenderPipe.JinjaYaml,
            "yaml" => RenderPipe.Yaml,
            _ => RenderPipe.Unknown,
        };
    }

    private static string? Refuse(SourceFile file, DiagnosticBag diagnostics)
    {
        diagnostics.Error("salt.unsupported", $"not supported yet: renderer '{FirstLine(file.Text)[2..].Trim()}'",
            new SourceSpan(file.Path, 1, 1), "use '#!jinja|yaml', '#!yaml' or no such line");
        return null;
    }

    private static string FirstLine(string text)
    {
        var line = text.AsSpan(text is ['\uFEFF', ..] ? 1 : 0);
        var end = line.IndexOf('\n');
        return (end < 0 ? line : line[..end]).TrimEnd().ToString();
    }
}

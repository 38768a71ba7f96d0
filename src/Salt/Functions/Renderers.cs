using System.Globalization;
using Brine.Jinja;
using Brine.Salt.Source;
using Brine.Salt.Templates;
using Brine.Salt.Yaml;

namespace Brine.Salt.Functions;

/// <summary>Renders a file or text inside a rendering: <c>slsutil.renderer</c>.</summary>
internal sealed class Renderers(World world)
{
    private const int Deepest = 20;

    /// <exception cref="JinjaException">With the place in the inner text in its message.</exception>
    public JinjaValue Render(
        SourceFile file, string pipe, string sls, IReadOnlyList<KeyValuePair<string, JinjaValue>> more, CancellationToken token)
    {
        if (world.Depth >= Deepest)
            throw new JinjaException($"slsutil.renderer: renderings stand in one another more than {Deepest} deep");
        var parts = RenderPipe.Of(file.Text, pipe);
        if (parts.WhyNot(endsInData: false) is { } reason)
            throw new JinjaException($"slsutil.renderer: {file.Path}: {reason}");
        var text = file.Text;
        foreach (var part in parts.Parts)
        {
            if (part == "yaml")
                return Yaml(file, text);
            if (part == "json")
                return RenderPipe.WithoutFirstLine(text) is { } json && string.IsNullOrWhiteSpace(json)
                    ? JinjaValue.Dict([]) : TextData.Json(RenderPipe.WithoutFirstLine(text));
            if (part == "jinja")
                text = Jinja(file, sls, more, token);
        }
        return JinjaValue.Of(text);
    }

    private string Jinja(
        SourceFile file, string sls, IReadOnlyList<KeyValuePair<string, JinjaValue>> more, CancellationToken token)
    {
        var inner = new World(world.Context, world.Host, Inside(file, sls)) { Depth = world.Depth + 1 };
        try
        {
            return TemplateEngine.Render(file, inner, more, token);
        }
        catch (JinjaException error)
        {
            throw new JinjaException(string.Create(CultureInfo.InvariantCulture,
                $"slsutil.renderer: {error.Template}:{error.Line}: {error.Detail}"));
        }
    }

    /// <summary>Without an SLS name the template knows only its own name, not its folder, as in Salt.</summary>
    private static TemplatePath Inside(SourceFile file, string sls)
    {
        var path = sls.Replace('.', '/');
        var name = sls.Length == 0 ? file.Path[(file.Path.LastIndexOf('/') + 1)..]
            : file.Path.EndsWith($"{path}/init.sls", StringComparison.Ordinal) ? $"{path}/init.sls"
            : file.Path.EndsWith($"{path}.sls", StringComparison.Ordinal) ? $"{path}.sls"
            : file.Path;
        return new TemplatePath(sls, name, name.Contains('/', StringComparison.Ordinal) ? name[..name.LastIndexOf('/')] : "");
    }

    private static JinjaValue Yaml(SourceFile file, string text)
    {
        var reading = YamlReader.Read(new SourceFile(file.Path, text));
        if (reading.Diagnostics.FirstOrDefault(d => d.Severity == Severity.Error) is { } first)
            throw new JinjaException($"slsutil.renderer: {file.Path}: {first.Message} (line {first.Span?.Line} of what it renders to)");
        var data = NodeValue.Ordered(reading.Root);
        return data.IsTrue ? data : JinjaValue.Dict([]);
    }
}

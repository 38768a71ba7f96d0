using Brine.Jinja;
using Brine.Salt.Filters;
using Brine.Salt.Functions;
using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.Templates;

/// <summary>Jinja as Salt sets it up, for one template and all that it imports.</summary>
internal static class TemplateEngine
{
    /// <summary>The rendered text; a final newline of the template is kept, as Salt does.</summary>
    /// <exception cref="JinjaException">The template is wrong; its name in there is the file's path.</exception>
    public static string Render(
        SourceFile file, World world, IEnumerable<KeyValuePair<string, JinjaValue>> more, CancellationToken token)
    {
        var text = file.Text is ['\uFEFF', ..] ? file.Text[1..] : file.Text;
        if (!text.Contains('{', StringComparison.Ordinal))
            return text;
        var variables = TemplateContext.Variables(world);
        foreach (var (name, value) in more)
            variables[name] = value;
        var imports = new Imports(world);
        var options = Configured(world) with
        {
            Load = imports.Load,
            Own = imports.Own,
            Globals = variables,
            Filters = SaltFilters.Filters(world.Host),
            Tests = SaltFilters.Tests,
            Tags = SaltTags.All,
            Finalize = Printed,
            Random = bound => Chance(world.Host, bound),
        };
        var rendered = Template.Render(file.Path, text, variables, options, token);
        return text.EndsWith('\n') ? rendered + "\n" : rendered;
    }

    /// <summary>What a minion's configuration says of white space: <c>jinja_sls_env</c>, or <c>jinja_env</c> elsewhere.</summary>
    private static JinjaOptions Configured(World world)
    {
        var config = world.Context.Options;
        var env = config?.Find(world.Path.Sls.Length > 0 ? "jinja_sls_env" : "jinja_env") as YamlMap;
        bool Is(string key, string old) => (env?.Find(key) ?? config?.Find(old)) is YamlScalar { Value: true };
        return new JinjaOptions
        {
            TrimBlocks = Is("trim_blocks", "jinja_trim_blocks"),
            LstripBlocks = Is("lstrip_blocks", "jinja_lstrip_blocks"),
        };
    }

    private static int Chance(ISaltHost host, int bound)
    {
        try
        {
            return (int)ChanceFilters.UpTo(host, bound - 1);
        }
        catch (SaltHostException error)
        {
            throw new JinjaException(error.Message);
        }
    }

    /// <summary>Salt prints what a mapping holds one by one, so that a name in it that is undefined is an error.</summary>
    private static JinjaValue Printed(JinjaValue value)
    {
        if (value.Kind == JinjaKind.Dict)
            foreach (var (_, inner) in value.Entries)
            {
                if (inner.Kind == JinjaKind.Undefined)
                    inner.ToText();
                Printed(inner);
            }
        return value;
    }
}

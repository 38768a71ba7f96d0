namespace Brine.Salt.Templates;

/// <summary>Which renderers a file asks for in its first line (<c>#!jinja|yaml</c>).</summary>
internal enum RenderPipe
{
    /// <summary>Jinja, then YAML: also without such a line.</summary>
    JinjaYaml,

    /// <summary>YAML alone.</summary>
    Yaml,

    /// <summary>A renderer that Brine does not have.</summary>
    Unknown,
}

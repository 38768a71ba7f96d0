namespace Brine.Jinja;

/// <summary>A tag beside Jinja's own (<see cref="JinjaOptions.Tags"/>). Closed family.</summary>
public abstract record JinjaTag
{
    private JinjaTag()
    {
    }

    /// <summary>
    /// <c>{% tag 'file' as name %}</c>: imports a template as <c>import</c> does, and gives the name what a filter makes
    /// of the imported module, whose text is what it rendered to.
    /// </summary>
    /// <param name="Filter">The filter's name.</param>
    public sealed record Import(string Filter) : JinjaTag;

    /// <summary><c>{% tag as name %}…{% end %}</c>: gives the name what a filter makes of the body's text.</summary>
    /// <param name="Filter">The filter's name.</param>
    /// <param name="End">The name of the closing tag.</param>
    public sealed record Load(string Filter, string End) : JinjaTag;

    /// <summary><c>{% tag as 'label' %}…{% end %}</c>: runs its body, in the scope around it, and nothing else.</summary>
    /// <param name="End">The name of the closing tag.</param>
    public sealed record Plain(string End) : JinjaTag;
}

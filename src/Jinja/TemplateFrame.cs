namespace Brine.Jinja;

/// <summary>
/// One step of the way into an error: <paramref name="What"/> was entered at that line of that template.
/// </summary>
public sealed record TemplateFrame(string Template, int Line, string What);

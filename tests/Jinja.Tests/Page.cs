using Brine.Jinja;

namespace Brine.Jinja.Tests;

/// <summary>Renders a template called page.sls.</summary>
internal static class Page
{
    public static string Render(string text, params (string Name, JinjaValue Value)[] variables) =>
        Render(text, new JinjaOptions(), variables);

    public static string Render(string text, JinjaOptions options,
        params (string Name, JinjaValue Value)[] variables) =>
        Template.Render("page.sls", text, variables.ToDictionary(v => v.Name, v => v.Value), options,
            TestContext.Current.CancellationToken);
}

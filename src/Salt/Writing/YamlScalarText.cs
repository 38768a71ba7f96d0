using Brine.Jinja;

namespace Brine.Salt.Writing;

/// <summary>One value as a YAML scalar that no line is folded in: Salt's <c>yaml_encode</c> and its kin.</summary>
internal static class YamlScalarText
{
    public static string DoubleQuoted(string text)
    {
        var page = new YamlPage();
        page.Double(text, mayFold: false, isAscii: true);
        return page.ToString();
    }

    public static string SingleQuoted(string text)
    {
        var page = new YamlPage();
        page.Single(text, mayFold: false);
        return page.ToString();
    }

    /// <summary>Texts in double quotes, everything else bare.</summary>
    public static string Encoded(JinjaValue value)
    {
        if (value.TryGetText(out var text) && PythonOperations.TypeName(value) == "str")
            return DoubleQuoted(text);
        return value.Kind is JinjaKind.None or JinjaKind.Boolean or JinjaKind.Integer or JinjaKind.Float
            ? YamlWriter.Write(value, isFlow: true)
            : throw new JinjaException($"yaml_encode: {PythonOperations.TypeName(value)} is no single value");
    }
}

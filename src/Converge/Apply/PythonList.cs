namespace Brine.Converge.Apply;

/// <summary>The list of failures in a comment as Salt's formula prints it: <c>[{'name': 'a', 'error': 'b'}]</c>.</summary>
internal static class PythonList
{
    public static string Of(IEnumerable<(string Name, string Error)> items) =>
        "[" + string.Join(", ", items.Select(i => $"{{'name': {Repr(i.Name)}, 'error': {Repr(i.Error)}}}")) + "]";

    /// <summary>Python takes double quotes where the text has single ones and no double ones.</summary>
    private static string Repr(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var inner = text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        return quote + (quote == '\'' ? inner.Replace("'", @"\'", StringComparison.Ordinal) : inner) + quote;
    }
}

using Brine.Jinja;

namespace Brine.Salt.Calls;

/// <summary>Python's <c>float()</c> and <c>int()</c></summary>
internal static class PythonNumber
{
    /// <summary>Null when it is no number and no text of one.</summary>
    public static JinjaValue? Float(JinjaValue value) => Convert("float", value);

    /// <summary>Null when it is no number and no text of a whole one.</summary>
    public static JinjaValue? Integer(JinjaValue value) =>
        value.TryGetText(out var text) && text.Contains('.', StringComparison.Ordinal) ? null : Convert("int", value);

    private static JinjaValue? Convert(string filter, JinjaValue value)
    {
        var absent = JinjaValue.Of("no number");
        var number = PythonOperations.Filter(filter, new JinjaCall([value, absent], new Dictionary<string, JinjaValue>(),
            CancellationToken.None));
        return ReferenceEquals(number, absent) ? null : number;
    }
}

using Brine.Planner.Plan;

namespace Brine.Planner.Report;

/// <summary>Salt's <c>changes</c> as people read them: <c>config limits.cpu: 1 -> 2</c>.</summary>
internal static class ChangeLines
{
    public static string Of(Change change) => $"{string.Join(' ', change.Path)}: {Values(change)}";

    public static string Values(Change change) => $"{Value(change.Old)} -> {Value(change.New)}";

    public static string Value(ChangeValue value) => value switch
    {
        ChangeValue.Text { Value: "" } => "\"\"",
        ChangeValue.Text text => text.Value.Contains(' ', StringComparison.Ordinal)
            || text.Value.Contains('\n', StringComparison.Ordinal)
            ? $"\"{text.Value.Replace("\n", " / ", StringComparison.Ordinal)}\"" : text.Value,
        ChangeValue.Flag flag => flag.Value ? "true" : "false",
        ChangeValue.List list => "[" + string.Join(", ", list.Items) + "]",
        ChangeValue.Names names => "[" + string.Join(", ", names.Items) + "]",
        ChangeValue.Map map => "{" + string.Join(", ", map.Items.Select(i => $"{i.Key}: {Value(i.Value)}")) + "}",
        _ => "none",
    };
}

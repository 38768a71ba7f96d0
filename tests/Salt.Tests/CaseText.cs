using System.Globalization;
using System.Text;
using Brine.Salt.Source;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Salt.Tests;

/// <summary>A compile result as the text that case files hold.</summary>
internal static class CaseText
{
    public static string Of(CompileResult result)
    {
        var text = new StringBuilder();
        foreach (var state in result.States)
            Write(text, state);
        foreach (var pillar in result.Pillars)
            text.Append("pillar ").Append(pillar.Path).Append('\n').Append("  ").Append(Of(pillar.Root)).Append('\n');
        foreach (var diagnostic in result.Diagnostics)
            text.Append(diagnostic).Append('\n');
        return text.ToString();
    }

    public static string Of(YamlNode node) => node switch
    {
        YamlScalar scalar => Of(scalar),
        YamlList list => "[" + string.Join(", ", list.Items.Select(Of)) + "]",
        YamlMap map => "{" + string.Join(", ", map.Entries.Select(e => $"{e.Key.Text}: {Of(e.Value)}")) + "}",
        _ => throw new InvalidOperationException(),
    };

    private static void Write(StringBuilder text, StateDeclaration state)
    {
        var hard = state.FailHard ? " failhard" : "";
        text.Append(CultureInfo.InvariantCulture, $"{state.Order} {state.Function} {state.Id}");
        text.Append(state.Name == state.Id ? "" : $" name={state.Name}");
        text.Append(CultureInfo.InvariantCulture, $"{hard} ({state.Sls}, {state.Span})\n");
        foreach (var argument in state.Arguments)
            text.Append(CultureInfo.InvariantCulture,
                $"  {argument.Key} = {Of(argument.Value)} @{argument.Span.Line}:{argument.Span.Column}\n");
        foreach (var word in state.Steering)
            text.Append(CultureInfo.InvariantCulture, $"  [{word.Key}] {Of(word.Value)} @{word.Span.Line}:{word.Span.Column}\n");
        foreach (var requisite in state.Requisites)
            text.Append(CultureInfo.InvariantCulture,
                $"  {requisite.Kind} {requisite.Module}:{requisite.Target} -> {string.Join(", ", requisite.Keys)}\n");
    }

    private static string Of(YamlScalar scalar) => scalar.Value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => scalar.Kind == ScalarKind.Date ? $"date {scalar.Text}" : $"'{scalar.Text}'",
    };
}

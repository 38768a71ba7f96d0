using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.States;

/// <summary>
/// Reads the lists under <c>require</c>, <c>watch</c>, <c>onchanges</c>, <c>onfail</c> and their <c>_in</c> forms.
/// </summary>
internal sealed class RequisiteReader(StateBlock block, DiagnosticBag diagnostics)
{
    /// <summary>What a key asks for; null when it is no requisite.</summary>
    public static (RequisiteKind Kind, bool IsIn)? Kind(string key) => key switch
    {
        "require" => (RequisiteKind.Require, false),
        "require_in" => (RequisiteKind.Require, true),
        "watch" => (RequisiteKind.Watch, false),
        "watch_in" => (RequisiteKind.Watch, true),
        "onchanges" => (RequisiteKind.OnChanges, false),
        "onchanges_in" => (RequisiteKind.OnChanges, true),
        "onfail" => (RequisiteKind.OnFail, false),
        "onfail_in" => (RequisiteKind.OnFail, true),
        _ => null,
    };

    public List<Requisite> Read(RequisiteKind kind, YamlScalar key, YamlNode value)
    {
        var found = new List<Requisite>();
        if (value is not YamlList list)
        {
            Refuse($"'{key.Text}' of ID '{block.Id.Text}' is not formed as a list", value.Span);
            return found;
        }
        foreach (var item in list.Items)
        {
            if (item is YamlScalar { Kind: not ScalarKind.Null } id)
                found.Add(new Requisite(kind, null, id.Text, id.Span));
            else if (item is YamlMap { Entries: [(var module, YamlScalar { Kind: not ScalarKind.Null } target)] })
                Add(found, kind, module, target);
            else
                Refuse($"a target under '{key.Text}' of ID '{block.Id.Text}' is neither an ID nor 'module: ID'",
                    item.Span);
        }
        return found;
    }

    private void Add(List<Requisite> found, RequisiteKind kind, YamlScalar module, YamlScalar target)
    {
        if (module.Text.Contains('.', StringComparison.Ordinal))
            Refuse($"requisite target '{module.Text}: {target.Text}' names a function", module.Span,
                $"write '- {module.Text.Split('.')[0]}: {target.Text}'");
        else
            found.Add(new Requisite(kind, module.Text == "id" ? null : module.Text, target.Text, target.Span));
    }

    private void Refuse(string message, SourceSpan span, string remedy = "write one '- module: ID' a line") =>
        diagnostics.Error("salt.requisite.shape", message, span, remedy);
}

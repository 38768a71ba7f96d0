using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.States;

/// <summary>Reads the lists of targets under <c>require</c> and its kin.</summary>
/// <param name="id">The ID of the state that has them.</param>
/// <param name="diagnostics">Where trouble is told.</param>
internal sealed class RequisiteReader(string id, DiagnosticBag diagnostics)
{
    /// <summary>What a key asks for; null when it is no requisite of a state on its own.</summary>
    public static RequisiteKind? Kind(string key) => key switch
    {
        "require" => RequisiteKind.Require,
        "require_any" => RequisiteKind.RequireAny,
        "watch" => RequisiteKind.Watch,
        "watch_any" => RequisiteKind.WatchAny,
        "onchanges" => RequisiteKind.OnChanges,
        "onchanges_any" => RequisiteKind.OnChangesAny,
        "onfail" => RequisiteKind.OnFail,
        "onfail_any" => RequisiteKind.OnFailAny,
        "onfail_all" => RequisiteKind.OnFailAll,
        "prereq" => RequisiteKind.Prereq,
        "prerequired" => RequisiteKind.Prerequired,
        _ => null,
    };

    public List<Requisite> Read(RequisiteKind kind, YamlScalar key, YamlNode value)
    {
        var found = new List<Requisite>();
        if (value is not YamlList list)
        {
            Refuse($"'{key.Text}' of ID '{id}' is not formed as a list", value.Span);
            return found;
        }
        foreach (var item in list.Items)
        {
            if (item is YamlScalar { Kind: ScalarKind.Text or ScalarKind.Date } bare)
                Add(found, new Requisite(kind, null, bare.Text, bare.Span));
            else if (item is YamlMap { Entries: [(var module, YamlScalar target)] } && Fits(target))
                Add(found, kind, module, target);
            else
                Refuse($"a target under '{key.Text}' of ID '{id}' is neither an ID nor 'module: ID'", item.Span);
        }
        return found;
    }

    private static bool Fits(YamlScalar target) => target.Kind is ScalarKind.Text or ScalarKind.Date;

    private void Add(List<Requisite> found, RequisiteKind kind, YamlScalar module, YamlScalar target)
    {
        var name = module.Text.Split('.')[0];
        if (name != module.Text && kind is (RequisiteKind.Require or RequisiteKind.Watch or RequisiteKind.OnChanges
            or RequisiteKind.Prereq))
            Refuse($"requisite target '{module.Text}: {target.Text}' names a function", module.Span,
                $"write '- {name}: {target.Text}'");
        else
            Add(found, new Requisite(kind, name == "id" ? null : name, target.Text, target.Span));
    }

    /// <summary>The same target said twice, here and at its other end, is one.</summary>
    private static void Add(List<Requisite> found, Requisite requisite)
    {
        if (!found.Exists(other => other.Module == requisite.Module && other.Target == requisite.Target))
            found.Add(requisite);
    }

    private void Refuse(string message, SourceSpan span, string remedy = "write one '- module: ID' a line") =>
        diagnostics.Error("salt.requisite.shape", message, span, remedy);
}

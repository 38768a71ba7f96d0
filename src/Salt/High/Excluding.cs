using Brine.Salt.Source;
using Brine.Salt.States;

namespace Brine.Salt.High;

/// <summary>Takes out what <c>exclude</c> names. What excluded states said to others by then stays said, as in Salt.</summary>
internal static class Excluding
{
    public static void Apply(HighState high, DiagnosticBag diagnostics)
    {
        var taken = new List<HighId>();
        foreach (var exclusion in high.Exclusions)
        {
            var found = high.Ids.Where(id => exclusion.Sls is { } sls
                ? Glob.Matches(sls, id.Sls) : id.Name == exclusion.Id).ToList();
            if (found.Count == 0)
                diagnostics.Warn("salt.exclude", exclusion.Sls is { } name
                    ? $"exclude: no state comes from an SLS '{name}'" : $"exclude: there is no ID '{exclusion.Id}'",
                    exclusion.Span, "check the spelling; a plain name means an SLS");
            taken.AddRange(found);
        }
        foreach (var id in taken)
            high.Remove(id);
    }
}

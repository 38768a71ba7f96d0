using System.Collections.Immutable;
using Brine.Planner.Desired.Choosing;
using Brine.Planner.Names;
using Brine.Planner.Retention;
using Brine.Planner.Schedule;
using Brine.Salt.States;
using Brine.Salt.Yaml;

namespace Brine.Planner.Desired.Reading;

/// <summary>The states that delete by a policy. Each reader gives null when a diagnostic says why.</summary>
internal static class PolicyReaders
{
    private static readonly string[] Counts = ["last", "hourly", "daily", "weekly", "monthly", "yearly"];

    public static DesiredEntry? Retained(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly(["instances", "instance", "pattern", .. Counts, "within", "min", "timezone", "max_delete", "dry_run",
            .. Target.Parameters]);
        var selection = SelectionReader.Read(arguments, options.Defaults);
        var pattern = Pattern(arguments);
        var policy = Policy(arguments);
        var dryRun = arguments.Flag("dry_run") ?? false;
        if (policy.IsEmpty && !arguments.HasErrors)
            arguments.Diagnostics.Error("incus.empty-policy", $"'{arguments.Declaration.Id}' does not say what to keep",
                arguments.Declaration.Span, $"give at least one of {string.Join(", ", Counts)}, within");
        if (arguments.HasErrors || selection is not { } s)
            return null;
        return new SnapshotsRetained(Target.Origin(arguments, $"{s.Label}_retain_{pattern}"), s.Label, s.Selection, pattern, policy)
        {
            DryRun = dryRun,
        };
    }

    public static DesiredEntry? Rotated(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly(["instance", "pattern", "keep", .. Target.Parameters]);
        var written = arguments.RequiredText("instance");
        var instance = Target.Read(arguments, written, options.Defaults, "instance");
        var pattern = Pattern(arguments);
        var keep = Keep(arguments);
        return instance is not { } address || arguments.HasErrors ? null
            : new SnapshotsRetained(Target.Origin(arguments, $"{written}_rotate_{pattern}"), written!,
                new Selection([new Selector(address.Remote, address.Project, address.Name)]), pattern, new RetentionPolicy { Last = keep })
            {
                IsRotation = true,
            };
    }

    public static DesiredEntry? Managed(ArgumentReader arguments, CompileOptions options)
    {
        arguments.AllowOnly(["instance", "snapshots_config", .. Target.Parameters]);
        var written = arguments.RequiredText("instance");
        var instance = Target.Read(arguments, written, options.Defaults, "instance");
        if (arguments.Declaration.Argument("snapshots_config") is not YamlMap { Entries.IsEmpty: false } configs)
        {
            arguments.Wrong<string>("snapshots_config", "a mapping: an id, and below it name, pattern, keep and so on",
                arguments.Declaration.Argument("snapshots_config") is { } other ? ArgumentReader.Describe(other) : "missing");
            return null;
        }

        if (instance is not { } address)
            return null;
        var snapshots = configs.Entries.Select(e => Managed(arguments, written!, e, options)).ToList();
        return arguments.HasErrors ? null
            : new SnapshotsManaged(Target.Origin(arguments, $"{written}_snapshots"), address, written!,
                [.. snapshots.OfType<ManagedSnapshot>()]);
    }

    private static ManagedSnapshot? Managed(ArgumentReader outer, string instance, YamlEntry entry, CompileOptions options)
    {
        var id = entry.Key.Text;
        if (entry.Value is not YamlMap body)
            return outer.Wrong<ManagedSnapshot>($"snapshots_config.{id}", "a mapping with name, pattern and keep", ArgumentReader.Describe(entry.Value));
        if (body.Find("name") is null)
        {
            outer.Diagnostics.Error("incus.missing-parameter", $"Snapshot configuration '{id}' missing 'name' field", entry.Key.Span,
                "say which: name: …");
            return null;
        }

        string[] ours = ["pattern", "keep", "managed", "ensure", "instance", "name"];
        var inner = new ArgumentReader(outer.Declaration with
        {
            Id = id,
            Name = body.Find("name") is YamlScalar { Kind: not ScalarKind.Null } name ? name.Text : "",
            NameSpan = body.Entries.FirstOrDefault(e => e.Key.Text == "name")?.Key.Span,
            Span = entry.Key.Span,
            Arguments =
            [
                new StateArgument("instance", YamlScalar.Of(instance, entry.Key.Span), entry.Key.Span),
                .. outer.Declaration.Arguments.Where(a => Target.Parameters.Contains(a.Key)),
                .. body.Entries.Where(e => !ours.Contains(e.Key.Text)).Select(e => new StateArgument(e.Key.Text, e.Value, e.Key.Span)),
            ],
        }, outer.Diagnostics);
        var snapshot = SnapshotReaders.Present(inner, options) as SnapshotPresent;
        var rules = new ArgumentReader(inner.Declaration with
        {
            Arguments = [.. body.Entries.Where(e => e.Key.Text is "pattern" or "keep").Select(e => new StateArgument(e.Key.Text, e.Value, e.Key.Span))],
        }, outer.Diagnostics);
        var pattern = rules.Text("pattern");
        if ((pattern is null) != (rules.Declaration.Argument("keep") is null))
            outer.Diagnostics.Error("incus.half-policy", $"'{id}' has {(pattern is null ? "keep, but no pattern" : "a pattern, but no keep")}",
                rules.SpanOf(pattern is null ? "keep" : "pattern"), "give both: pattern: 'daily-*' and keep: 7");
        var keep = rules.Count("keep") ?? 1;
        return snapshot is null || rules.HasErrors ? null : new ManagedSnapshot(id, snapshot, pattern, keep);
    }

    private static RetentionPolicy Policy(ArgumentReader arguments)
    {
        var within = arguments.Text("within");
        var zone = arguments.Text("timezone");
        if (zone is not null && Zones.Find(zone) is null)
            arguments.Wrong<string>("timezone", Zones.Rule, $"'{zone}'");
        return new RetentionPolicy
        {
            Last = arguments.Count("last"),
            Hourly = arguments.Count("hourly"),
            Daily = arguments.Count("daily"),
            Weekly = arguments.Count("weekly"),
            Monthly = arguments.Count("monthly"),
            Yearly = arguments.Count("yearly"),
            Within = within is null ? null : ExpiryDuration.TryParse(within) ?? arguments.Wrong<ExpiryDuration>("within", ExpiryDuration.Rule, $"'{within}'"),
            Min = arguments.Count("min") ?? 1,
            TimeZone = zone ?? "UTC",
            MaxDelete = arguments.Count("max_delete"),
        };
    }

    private static string Pattern(ArgumentReader arguments) => arguments.RequiredText("pattern") ?? "";

    private static int Keep(ArgumentReader arguments)
    {
        if (arguments.Declaration.Argument("keep") is not null)
            return arguments.Count("keep") ?? 1;
        arguments.Diagnostics.Error("incus.missing-parameter", $"{arguments.Declaration.Function} '{arguments.Declaration.Id}' has no 'keep'",
            arguments.Declaration.Span, "say how many: keep: 7");
        return 1;
    }
}

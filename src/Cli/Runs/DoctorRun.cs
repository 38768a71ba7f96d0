using System.Collections.Immutable;
using Brine.Cli.Options;
using Brine.Cli.Screens;
using Brine.Converge;
using Brine.Converge.Doctor;
using Brine.Converge.Journal;
using Brine.Planner.Desired;
using Brine.Planner.Doctor;
using Brine.Planner.Doctor.Output;
using Brine.Planner.Names;
using Brine.Planner.Report;
using Brine.Salt.States;

namespace Brine.Cli.Runs;

/// <summary>Examine, tell; with <c>--fix</c> repair, examine again, tell what is left.</summary>
internal sealed class DoctorRun : IAsyncDisposable
{
    private readonly Surroundings _world;
    private readonly Screen _screen;
    private readonly DoctorRequest _request;
    private readonly Connection _connection;
    private readonly ServerSet _servers;
    private readonly RunJournal _journal;

    public DoctorRun(Surroundings world, Screen screen, DoctorRequest request)
    {
        (_world, _screen, _request) = (world, screen, request);
        _connection = new Connection(request.Connection, world);
        _servers = _connection.Open();
        _journal = RunJournal.In(JournalFolder.Of(request.StateDirectory, world), world.Time);
    }

    public async Task<int> RunAsync()
    {
        var declared = DesiredState.Empty;
        if (_request.Sources is { } sources)
        {
            var compiled = Declarations.Read(sources, _connection, _world, _world.Interrupts.Stop);
            _screen.Show(compiled.Diagnostics);
            if (compiled.HasErrors)
                return Exits.BadInput;
            declared = compiled.Desired;
            _connection.With(compiled.Connection);
        }

        var query = Query(declared);
        await RecoverAsync();
        var report = await ExamineAsync(query);
        if (!_request.Fix)
        {
            Show(report, null);
            return ExitOf(report);
        }

        return await FixAsync(query, report);
    }

    /// <summary>What a killed run left of a set is put right, not examined.</summary>
    private async Task RecoverAsync()
    {
        using var wait = Progress.Start(_world, _screen, "putting right what a killed run left");
        RecoveryTelling.Tell(_screen, await new Recovery(_servers, _journal).RunAsync(isDry: false, _world.Interrupts.Stop));
    }

    public async ValueTask DisposeAsync()
    {
        _journal.Dispose();
        foreach (var note in _journal.Notes.Distinct())
            _screen.Warn(note);
        await _servers.DisposeAsync();
    }

    /// <summary>By the worst that was found.</summary>
    internal static int ExitOf(HealthReport report) => report.Worst switch
    {
        HealthSeverity.Error => Exits.Failed,
        HealthSeverity.Warning => Exits.ChangesPending,
        _ => Exits.Done,
    };

    private async Task<HealthReport> ExamineAsync(DoctorQuery query)
    {
        using var wait = Progress.Start(_world, _screen, "examining the server");
        return Examination.Of(await new DoctorReading(_servers, _journal).ReadAsync(query, _world.Interrupts.Stop));
    }

    private async Task<int> FixAsync(DoctorQuery query, HealthReport report)
    {
        if (_screen.Choice.IsTable)
            Show(report, null);
        var (repairs, left) = Chosen(report);
        if (_screen.Choice.IsTable && !repairs.IsEmpty)
            _screen.Say(new StyledWriter().Line(0, ("To repair it:", Style.Bold)).Append(HealthText.Repairs(repairs)).ToText());
        foreach (var (repair, why) in left)
            _screen.Warn($"not done: {repair.Doing}", why);
        if (repairs.IsEmpty)
        {
            if (_screen.Choice.IsTable)
                _screen.Say(new StyledWriter().Line(0, "Nothing that --fix repairs.").ToText());
            else
                Show(report, []);
            return ExitOf(report);
        }

        if (!_request.Yes && _screen.MayAsk && !await _screen.ConfirmAsync("Go on?", _world.Interrupts.Stop))
        {
            _screen.Error("not agreed; nothing was changed");
            return Exits.Failed;
        }

        var done = await RepairAsync(query, repairs);
        var after = await ExamineAsync(query);
        if (_screen.Choice.IsTable)
            _screen.Say(new StyledWriter().Gap().Line(0, ("After the repairs:", Style.Bold)).ToText());
        Show(after, done);
        return done.Any(d => !d.IsDone) ? Exits.Failed : ExitOf(after);
    }

    /// <summary>What may be done, and what more would have to be said for the rest.</summary>
    private (ImmutableArray<Repair> Done, ImmutableArray<(Repair, string)> Left) Chosen(HealthReport report)
    {
        var named = _request.Names.Select(n => RemotePrefix.Split(n).Behind).ToHashSet(StringComparer.Ordinal);
        string? Obstacle(HealthFinding finding) => finding.Repair!.Consent switch // the caller asked
        {
            // What is found elsewhere because it does harm here is its own project's to change.
            _ when finding.Subject.Project is { } other && !report.Examines(other) => $"it is of another project: brine doctor --project {other} --fix",
            RepairConsent.Deletes when !_request.Yes && !_screen.MayAsk => "it deletes, and there is no terminal to ask on; give --yes",
            RepairConsent.ByName when !_request.Yes || !named.Contains(finding.Subject.Name) =>
                "somebody may have meant it so; name the instance and give --yes",
            _ => null,
        };
        var all = report.Findings.Where(f => f.Repair is not null).Select(f => (Repair: f.Repair!, Why: Obstacle(f))).Distinct().ToList();
        return ([.. all.Where(r => r.Why is null).Select(r => r.Repair)], [.. all.Where(r => r.Why is not null).Select(r => (r.Repair, r.Why!))]);
    }

    private async Task<ImmutableArray<RepairOutcome>> RepairAsync(DoctorQuery query, ImmutableArray<Repair> repairs)
    {
        ImmutableArray<RepairOutcome> done;
        using (Progress.Start(_world, _screen, "repairing"))
            done = await new RepairRunner(_servers, _journal).RunAsync(query.Remote, repairs, _world.Interrupts.Stop);
        foreach (var failed in done.Where(d => !d.IsDone))
            _screen.Error($"could not {failed.Repair.Doing}: {failed.Error}");
        return done;
    }

    private void Show(HealthReport report, IReadOnlyList<RepairOutcome>? repaired)
    {
        switch (_screen.Choice.Format)
        {
            case OutputFormat.Json or OutputFormat.Yaml:
                _screen.Data(HealthJson.Of(report, repaired));
                break;
            case var _ when _screen.Choice.Quiet && report.Findings.IsEmpty:
                break;
            case var _ when _world.OutIsTerminal:
                _screen.Verbatim(HealthText.Of(report, _screen.Width, _screen.Choice.Verbose));
                break;
            default:
                _screen.Verbatim(HealthText.Plain(report, _screen.Choice.Verbose));
                break;
        }
    }

    private DoctorQuery Query(DesiredState declared)
    {
        var named = _request.Names.Select(RemotePrefix.Split).ToList();
        var remotes = named.Select(n => n.Remote).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (remotes.Count > 1 || remotes.Exists(Glob.IsGlob) || (remotes.Count == 1 && named.Exists(n => n.Remote is null)))
            throw new UsageException("the instances are on several servers", "examine one server at a time");
        var remote = remotes.FirstOrDefault() ?? _connection.Defaults.Remote;
        return new DoctorQuery(remote, _request.AllProjects ? null : _connection.Defaults.ProjectOn(remote), [.. named.Select(n => n.Behind).Where(n => n.Length > 0)])
        {
            Declared = declared, Zone = _request.Zone, Commands = Reaching.Of(_connection.Given, _servers.For(remote).Endpoint, remotes.FirstOrDefault()),
        };
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Brine.Planner.Observed;

namespace Brine.Converge.Journal;

/// <summary>
/// What is under way, on disk, so that the next run can judge what this one could not finish. One file a run; a run in
/// progress holds its file locked and is not mistaken for a dead one. Never fatal: what goes wrong is in
/// <see cref="Notes"/>.
/// </summary>
public sealed class RunJournal : IDisposable
{
    private readonly string? _directory;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<string> _notes = new();
    private readonly ConcurrentDictionary<Interruption, int> _begun = new();
    private readonly Lock _gate = new();
    private ImmutableArray<DeadEntry> _dead = [];
    private JournalFile? _file;

    private RunJournal(string? directory, TimeProvider time) => (_directory, _time) = (directory, time);

    /// <summary>What the user should know: skipped lines, a folder that cannot be written.</summary>
    public ImmutableArray<string> Notes => [.. _notes];

    /// <param name="directory">Made when first needed. Null: nothing is kept.</param>
    public static RunJournal In(string? directory, TimeProvider time) => new(directory, time);

    /// <summary>Work of runs that are over, the end of which they never saw.</summary>
    public ImmutableArray<Interruption> ReadInterruptions()
    {
        lock (_gate)
        {
            _dead = _directory is null ? [] : DeadRuns.Read(_directory, _time.GetUtcNow(), Note);
            return [.. _dead.Select(d => d.Work).Distinct()];
        }
    }

    /// <summary>Writes down work before its first request; on the disk when this returns.</summary>
    /// <param name="isPatient">False: it is enough that a kill of this process cannot take it back.</param>
    public void Begin(IReadOnlyList<Interruption> work, bool isPatient = true)
    {
        if (_directory is null || work.Count == 0)
            return;
        try
        {
            var numbers = Own().Begin(work, isPatient);
            for (var i = 0; i < numbers.Length; i++)
                _begun[work[i]] = numbers[i];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Note($"the journal in '{_directory}' cannot be written ({e.Message}): if this run is killed, "
                + "the next one cannot tell what was under way");
        }
    }

    /// <summary>This run saw the end of that work.</summary>
    public void Done(Interruption work)
    {
        if (!_begun.TryRemove(work, out var number))
            return;
        try
        {
            _file?.Done(number);
        }
        catch (IOException e)
        {
            Note($"the journal in '{_directory}' cannot be written ({e.Message})");
        }
    }

    /// <summary>A later run has judged a dead one's work: it is not told again.</summary>
    public void Settle(Interruption work)
    {
        lock (_gate)
        {
            foreach (var file in _dead.Where(d => d.Work == work).GroupBy(d => d.Path))
            {
                var last = _dead.All(d => d.Path != file.Key || d.Work == work);
                if (JournalFile.Settle(file.Key, [.. file.Select(d => d.Entry)], last))
                    _dead = _dead.RemoveAll(d => d.Path == file.Key && d.Work == work);
            }
        }
    }

    /// <summary>Removes this run's file if all its work ended.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private JournalFile Own()
    {
        lock (_gate)
        {
            if (_file is not null)
                return _file;
            Directory.CreateDirectory(_directory!);
            var name = string.Create(CultureInfo.InvariantCulture,
                $"run-{_time.GetUtcNow():yyyyMMdd'T'HHmmssfffffff'Z'}-{Environment.ProcessId}.jsonl");
            return _file = JournalFile.Create(Path.Combine(_directory!, name));
        }
    }

    private void Note(string text) => _notes.Enqueue(text);
}

using System.Text;
using System.Text.Json;
using Brine.Planner.Observed;

namespace Brine.Converge.Journal;

/// <summary>
/// One run's file. Open means locked (flock behind FileShare.None), and the lock goes with the process, so a file that
/// can be opened belongs to a run that is over.
/// </summary>
internal sealed class JournalFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _path;
    private readonly Lock _gate = new();
    private int _entries;
    private int _open;

    private JournalFile(string path, FileStream stream) => (_path, _stream) = (path, stream);

    /// <exception cref="IOException">Also when another process holds it.</exception>
    public static JournalFile Create(string path) =>
        new(path, new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None));

    /// <summary>
    /// Adds an end to a dead run's file and removes the file when it was the last; false when it is in use.
    /// </summary>
    public static bool Settle(string path, IReadOnlyCollection<int> entries, bool last)
    {
        try
        {
            using (var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None))
            {
                // A line that the dead run did not finish must not swallow ours.
                stream.Write("\n"u8);
                foreach (var entry in entries)
                    stream.Write(Line(new JournalLine(entry, null)));
                if (last)
                    File.Delete(path);
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// All lines in one append, at the kernel when this returns, and (<paramref name="toDisk"/>) on the disk. Gives each
    /// entry's number.
    /// </summary>
    public int[] Begin(IReadOnlyList<Interruption> work, bool toDisk)
    {
        lock (_gate)
        {
            var numbers = work.Select(_ => _entries++).ToArray();
            _stream.Write([.. work.SelectMany((w, i) => Line(new JournalLine(numbers[i], w)))]);
            _stream.Flush(toDisk);
            _open += work.Count;
            return numbers;
        }
    }

    public void Done(int entry)
    {
        lock (_gate)
        {
            _stream.Write(Line(new JournalLine(entry, null)));
            _stream.Flush();
            _open--;
        }
    }

    /// <summary>Removes the file if nothing in it is open.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_open == 0)
                File.Delete(_path);
            _stream.Dispose();
        }
    }

    private static byte[] Line(JournalLine line) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, JournalJson.Default.JournalLine) + "\n");
}

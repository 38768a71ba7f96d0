using System.Collections.Immutable;
using System.IO.Enumeration;
using Brine.Planner.Report.Files;

namespace Brine.Converge.Files;

/// <summary>
/// Two trees side by side, folder by folder: type, size, time of writing, mode, owner, target. No file is read and no link
/// followed. Only what differs is kept, and of that the first; what could not be looked at is kept too.
/// </summary>
/// <param name="wish">How much is wanted of it.</param>
internal sealed class TreeComparison(FileWish wish, IdShift before, IdShift after, CancellationToken token)
{
    private const int Beat = 1000;

    private static readonly EnumerationOptions s_all = new()
    {
        AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, RecurseSubdirectories = false, ReturnSpecialDirectories = false,
    };

    private readonly ImmutableArray<FileDifference>.Builder _shown = ImmutableArray.CreateBuilder<FileDifference>();
    private readonly ImmutableArray<(string Path, string Why)>.Builder _unread = ImmutableArray.CreateBuilder<(string, string)>();
    private int _added, _removed, _changed, _rows, _unreadable, _seen;
    private string? _stoppedAt;

    /// <param name="path">How both are called, from the root of the disk: <c>/</c>, <c>/etc</c>.</param>
    public FileComparison Compare(string from, string to, string path)
    {
        One(from, to, path);
        return new FileComparison(_shown.ToImmutable(), _added, _removed, _changed, null)
        {
            Rows = _rows, Unreadable = _unreadable, Unread = _unread.ToImmutable(), StoppedAt = _stoppedAt, Seen = _seen,
        };
    }

    /// <param name="from">Null: there is none on that side.</param>
    /// <param name="heap">The folder that is new or gone as a whole, of which this is a part; null: none.</param>
    private void One(string? from, string? to, string path, Heap? heap = null)
    {
        token.ThrowIfCancellationRequested();
        if (_stoppedAt is not null)
            return;
        if (++_seen > wish.Bound)
        {
            (_stoppedAt, _seen) = (path, wish.Bound);
            return;
        }

        if (_seen % Beat == 0)
            wish.Tell(_seen);

        if (!TryLook(from, path, before, out var left) | !TryLook(to, path, after, out var right) || (left ?? right) is not { } any)
            return;
        var (old, fresh) = (left is { IsFolder: true } ? from : null, right is { IsFolder: true } ? to : null);
        if (left is null || right is null)
            heap?.Take(any);
        // A folder that is new or gone is one row, with what is in it.
        var below = heap ?? (wish.WholeFolders && (old is null) != (fresh is null) ? new Heap() : null);
        if (left is not null && right is not null && left.DifferenceTo(right) is { } what)
            Add(path, FileChange.Changed, left, right, what, isRow: true);
        if (below is not null)
            Below(old, fresh, path, below);
        if (left is null || right is null)
            Add(path, left is null ? FileChange.Added : FileChange.Removed, left, right, below is not null && any.IsFolder ? $"{below}" : $"{any}",
                isRow: heap is null);
        if (below is null)
            Below(old, fresh, path, null);
    }

    private void Below(string? from, string? to, string path, Heap? heap)
    {
        if (from is null && to is null)
            return;
        var (left, right) = (Names(from, path), Names(to, path));
        foreach (var name in left.Union(right).Order(StringComparer.Ordinal))
            One(left.Contains(name) ? $"{from}/{name}" : null, right.Contains(name) ? $"{to}/{name}" : null,
                path == "/" ? "/" + name : $"{path}/{name}", heap);
    }

    private bool TryLook(string? file, string path, IdShift shift, out FileTraits? found)
    {
        found = null;
        if (file is null)
            return true;
        try
        {
            found = FileTraits.Of(file, shift);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unread(path, e.Message);
        }

        // Gone since it was listed, for a running instance goes on writing; or its name is none that can be asked for.
        return found is not null || !path.Contains('\uFFFD', StringComparison.Ordinal) || Unread(path, "its name is not UTF-8");
    }

    private HashSet<string> Names(string? folder, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (folder is null)
            return names;
        try
        {
            foreach (var name in new FileSystemEnumerable<string>(folder, (ref FileSystemEntry e) => e.FileName.ToString(), s_all))
            {
                names.Add(name);
                if (names.Count <= wish.Bound)
                    continue;
                // Half a folder compares with nothing.
                _stoppedAt ??= path;
                break;
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Deleted while we looked.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Unread(path, e.Message);
        }

        return names;
    }

    private bool Unread(string path, string why)
    {
        if (_unreadable++ < wish.Shown)
            _unread.Add((path, why));
        return false;
    }

    private void Add(string path, FileChange change, FileTraits? from, FileTraits? to, string what, bool isRow)
    {
        _added += change == FileChange.Added ? 1 : 0;
        _removed += change == FileChange.Removed ? 1 : 0;
        _changed += change == FileChange.Changed ? 1 : 0;
        if (isRow && _rows++ < wish.Shown)
            _shown.Add(new FileDifference((to ?? from) is { IsFolder: true } && path != "/" ? path + "/" : path, change, from?.Size, to?.Size, what));
    }

    /// <summary>What a folder holds that is new or gone as a whole.</summary>
    private sealed class Heap
    {
        private int _files;
        private long _bytes;

        public void Take(FileTraits file) => (_files, _bytes) = (_files + (file.IsFolder ? 0 : 1), _bytes + (file.Size ?? 0));

        public override string ToString() => _files == 0 ? "folder"
            : FormattableString.Invariant($"folder with {_files:N0} {(_files == 1 ? "file" : "files")}, {FileDiffText.Bytes(_bytes)}");
    }
}

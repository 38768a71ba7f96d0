using System.Collections.Immutable;
using Brine.Planner.Report.Files;

namespace Brine.Converge.Files;

/// <summary>
/// Two trees side by side, folder by folder, by type, size, time of writing, mode and target; nothing is read and no
/// link followed. Owners are left out: Incus shifts them when an instance starts.
/// </summary>
internal sealed class TreeComparison(int limit, CancellationToken token)
{
    private static readonly EnumerationOptions s_all = new()
    {
        AttributesToSkip = 0, IgnoreInaccessible = true, RecurseSubdirectories = false, ReturnSpecialDirectories = false,
    };

    private readonly ImmutableArray<FileDifference>.Builder _shown = ImmutableArray.CreateBuilder<FileDifference>();
    private int _added;
    private int _removed;
    private int _changed;

    public FileComparison Compare(string from, string to)
    {
        Folder(from, to, "");
        return new FileComparison(_shown.ToImmutable(), _added, _removed, _changed, null);
    }

    /// <param name="from">Null: there is no such folder on that side.</param>
    private void Folder(string? from, string? to, string path)
    {
        token.ThrowIfCancellationRequested();
        var (left, right) = (Entries(from), Entries(to));
        foreach (var name in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal))
            One(left.GetValueOrDefault(name), right.GetValueOrDefault(name), path.Length == 0 ? name : $"{path}/{name}");
    }

    private void One(FileSystemInfo? from, FileSystemInfo? to, string path)
    {
        var (before, after) = (FileTraits.Of(from), FileTraits.Of(to));
        if (before is null && after is not null)
            Add(new FileDifference(path, FileChange.Added, null, after.Size, after.ToString()));
        else if (before is not null && after is null)
            Add(new FileDifference(path, FileChange.Removed, before.Size, null, before.ToString()));
        else if (before is not null && after is not null && before.DifferenceTo(after) is { } what)
            Add(new FileDifference(path, FileChange.Changed, before.Size, after.Size, what));
        if (before is { IsFolder: true } || after is { IsFolder: true })
            Folder(before is { IsFolder: true } ? from!.FullName : null, after is { IsFolder: true } ? to!.FullName : null, path);
    }

    private void Add(FileDifference found)
    {
        _added += found.Change == FileChange.Added ? 1 : 0;
        _removed += found.Change == FileChange.Removed ? 1 : 0;
        _changed += found.Change == FileChange.Changed ? 1 : 0;
        if (_shown.Count < limit)
            _shown.Add(found);
    }

    private static Dictionary<string, FileSystemInfo> Entries(string? folder)
    {
        var entries = new Dictionary<string, FileSystemInfo>(StringComparer.Ordinal);
        if (folder is null)
            return entries;
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", s_all))
                entries[entry.Name] = entry;
        }
        catch (DirectoryNotFoundException)
        {
            // Deleted while we looked: a running instance goes on writing.
        }

        return entries;
    }
}

using System.Runtime.CompilerServices;

namespace Brine.Contract.Tests;

/// <summary>A line of <c>Cases/settings.txt</c>: who takes this value of <c>snapshots.KEY</c>.</summary>
public sealed record SettingCase(bool Incus604, bool Incus702, bool Brine, string Key, string Value)
{
    public static IReadOnlyList<SettingCase> All { get; } = [.. Read()];

    private static IEnumerable<SettingCase> Read()
    {
        foreach (var line in File.ReadLines(Path.Combine(Here(), "Cases", "settings.txt")).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var words = line[..line.IndexOf('|', StringComparison.Ordinal)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            yield return new SettingCase(words[0] == "yes", words[1] == "yes", words[2] == "yes", words[3], line.Split('|')[1]);
        }
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

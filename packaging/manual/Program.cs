using System.Globalization;
using Brine.Manual.Pages;
using Brine.Manual.Units;

namespace Brine.Manual;

/// <summary><c>Brine.Manual FOLDER DATE</c>: writes <c>FOLDER/man1</c> and <c>FOLDER/systemd</c>.</summary>
internal static class Program
{
    internal static int Main(string[] args)
    {
        if (args is not [var folder, var date]
            || !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            Console.Error.WriteLine("usage: Brine.Manual FOLDER YYYY-MM-DD (the date that the pages bear)");
            return 2;
        }

        Write(Path.Combine(folder, "man1"), Book.Pages(day));
        Write(Path.Combine(folder, "systemd"), PackagedUnits.Files());
        return 0;
    }

    private static void Write(string folder, IEnumerable<(string Name, string Text)> files)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(folder, name), text);
    }
}

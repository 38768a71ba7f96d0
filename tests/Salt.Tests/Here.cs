using System.Runtime.CompilerServices;

namespace Brine.Salt.Tests;

/// <summary>The folder of this project's sources, where cases and goldens lie.</summary>
internal static class Here
{
    public static string Folder { get; } = Path.GetDirectoryName(File())!;

    /// <summary>Set BRINE_UPDATE_GOLDENS=1 to write what is, then read the difference before committing it.</summary>
    public static bool Updates { get; } = Environment.GetEnvironmentVariable("BRINE_UPDATE_GOLDENS") == "1";

    private static string File([CallerFilePath] string path = "") => path;
}

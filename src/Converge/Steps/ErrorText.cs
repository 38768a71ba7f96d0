using Brine.Incus;

namespace Brine.Converge.Steps;

internal static class ErrorText
{
    /// <summary>Behind words that already say what was being done: Incus's text and the status.</summary>
    public static string Of(Exception e) => e is IncusException incus
        ? incus.ServerText.ReplaceLineEndings(" ").Trim() + (incus.HttpStatus is { } status ? $" (HTTP {status})" : "")
        : e.Message;
}

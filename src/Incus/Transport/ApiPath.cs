using System.Text;

namespace Brine.Incus.Transport;

/// <summary>
/// Builds request paths. Every segment is escaped; <c>.</c>, <c>..</c> and empty are refused before anything is
/// sent, because Incus 6.0.4 takes a snapshot named <c>..</c> for the whole pool's snapshots.
/// </summary>
internal static class ApiPath
{
    public static string Of(params ReadOnlySpan<string> segments)
    {
        var path = new StringBuilder("/1.0", 64);
        foreach (string segment in segments)
        {
            Check(segment);
            path.Append('/').Append(Uri.EscapeDataString(segment));
        }

        return path.ToString();
    }

    public static string In(string project, params ReadOnlySpan<string> segments)
    {
        Check(project);
        return $"{Of(segments)}?project={Uri.EscapeDataString(project)}";
    }

    /// <summary>A name that goes into a body instead of a path is held to the same rule.</summary>
    public static string Check(string name) => name is "" or "." or ".."
        ? throw new ArgumentException($"'{name}' cannot be part of an Incus path.", nameof(name))
        : name;
}

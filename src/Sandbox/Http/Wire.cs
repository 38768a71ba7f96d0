using System.Text.Json.Nodes;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Http;

/// <summary>How Go writes what the answers are made of.</summary>
internal static class Wire
{
    public const string Zero = "0001-01-01T00:00:00Z";

    /// <summary>RFC 3339 with as many digits as needed, in the offset that was given.</summary>
    public static string Instant(DateTimeOffset at) => at.Offset == TimeSpan.Zero
        ? at.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", System.Globalization.CultureInfo.InvariantCulture)
        : at.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", System.Globalization.CultureInfo.InvariantCulture);

    public static JsonObject Map(Settings settings)
    {
        var map = new JsonObject();
        foreach (var (key, value) in settings)
            map[key] = value;
        return map;
    }

    public static JsonObject Map(Devices devices)
    {
        var map = new JsonObject();
        foreach (var (key, value) in devices)
            map[key] = Map(value);
        return map;
    }

    public static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode?)t)]);

    // By the constructor: a collection expression would bind Add<T>, which NativeAOT cannot follow.
    public static JsonArray List(IEnumerable<JsonObject> objects) => new([.. objects]);

    /// <summary>
    /// A URL of the API: segments escaped as Go's url.PathEscape, the project unless it is the default.
    /// </summary>
    public static string Url(string project, params ReadOnlySpan<string> segments)
    {
        var url = "/1.0";
        foreach (var segment in segments)
            url += "/" + Escape(segment);
        return project == Project.Default ? url : $"{url}?project={Uri.EscapeDataString(project)}";
    }

    /// <summary>The same with nothing escaped: how Incus lists the names of snapshots.</summary>
    public static string RawUrl(string project, params ReadOnlySpan<string> segments)
    {
        var url = $"/1.0/{string.Join('/', segments)}";
        return project == Project.Default ? url : $"{url}?project={project}";
    }

    /// <summary>
    /// Incus unescapes the snapshot's segment of an instance's path a second time, as a query: <c>%2541</c> is read as
    /// <c>A</c>, and a plain percent sign needs <c>%2525</c>. Volume paths are not affected.
    /// </summary>
    public static string UnescapeAgain(string segment)
    {
        for (var at = segment.IndexOf('%', StringComparison.Ordinal); at >= 0; at = segment.IndexOf('%', at + 1))
        {
            var escape = segment.Substring(at, Math.Min(3, segment.Length - at));
            if (escape.Length < 3 || !char.IsAsciiHexDigit(escape[1]) || !char.IsAsciiHexDigit(escape[2]))
                throw new IncusError(500, $"invalid URL escape \"{escape}\"");
        }

        return Uri.UnescapeDataString(segment.Replace('+', ' '));
    }

    // Go leaves $ & + = : @ alone in a path segment.
    private static string Escape(string segment) => Uri.EscapeDataString(segment)
        .Replace("%24", "$", StringComparison.Ordinal).Replace("%26", "&", StringComparison.Ordinal)
        .Replace("%2B", "+", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal)
        .Replace("%3A", ":", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal);
}

namespace Brine.Planner.Names;

/// <summary><c>[remote:]rest</c>, as the incus CLI writes what is on a server.</summary>
public static class RemotePrefix
{
    /// <returns>Remote: as far as the first colon. Null: there is none.</returns>
    public static (string? Remote, string Behind) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (null, text) : (text[..colon], text[(colon + 1)..]);
    }
}

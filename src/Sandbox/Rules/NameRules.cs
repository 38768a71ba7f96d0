using System.Text;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Rules;

/// <summary>Which names the server accepts, with its own texts.</summary>
internal static class NameRules
{
    /// <summary>Throws what the request is answered with.</summary>
    public static void CheckSnapshot(SandboxFlavor flavor, string name)
    {
        var reason = flavor == SandboxFlavor.Incus702 ? Strict(name) : Loose(name);
        if (reason is not null)
            throw new IncusError(400, $"Invalid snapshot name: {reason}");
    }

    public static void CheckInstance(string name)
    {
        var reason = name switch
        {
            { Length: > 63 } => "Name must be 1-63 characters long",
            ['-', ..] => "Name must not start with \"-\" character",
            [.., '-'] => "Name must not end with \"-\" character",
            _ when name.All(char.IsAsciiDigit) => "Name must not be a number",
            _ when !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') =>
                "Name can only contain alphanumeric and hyphen characters",
            _ => null,
        };
        if (reason is not null)
            throw new IncusError(400, $"Invalid instance name: {reason}");
    }

    private static string? Loose(string name)
    {
        foreach (var bad in "/?&+")
        {
            if (name.Contains(bad, StringComparison.Ordinal))
                return $"Cannot contain \"{bad}\"";
        }

        return null;
    }

    private static string? Strict(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) > 64)
            return "Maximum name length is 64 characters";
        if (name.Any(char.IsWhiteSpace))
            return "Name cannot contain white space";
        foreach (var bad in "$?&+\"'`*/")
        {
            if (name.Contains(bad, StringComparison.Ordinal))
                return $"Name contains invalid character \"{bad}\"";
        }

        return name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
            ? null
            : "Names must start and end with an alphanumeric character";
    }
}

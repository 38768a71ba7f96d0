using System.Reflection;

namespace Brine.Cli;

/// <summary>The version that the build gave this program.</summary>
internal static class ProductVersion
{
    public static string Line => "brine " + Number;

    public static string Number
    {
        get
        {
            var stamp = typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
            var text = stamp?.InformationalVersion ?? "0";
            var plus = text.IndexOf('+', StringComparison.Ordinal);
            // Enough of the commit to find it.
            return plus < 0 || text.Length <= plus + 9 ? text : text[..(plus + 9)];
        }
    }
}

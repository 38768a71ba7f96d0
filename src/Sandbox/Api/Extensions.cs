using System.Collections.Immutable;
using System.Text;
using Brine.Sandbox.Http;

namespace Brine.Sandbox.Api;

/// <summary>The api_extensions of each server, as it lists them.</summary>
internal static class Extensions
{
    private static readonly Lazy<ImmutableArray<string>> V604 = new(() => Read("Extensions604.txt"));
    private static readonly Lazy<ImmutableArray<string>> V702 = new(() => Read("Extensions702.txt"));

    public static ImmutableArray<string> Of(SandboxFlavor flavor) =>
        flavor == SandboxFlavor.Incus702 ? V702.Value : V604.Value;

    private static ImmutableArray<string> Read(string name)
    {
        using var stream = typeof(Extensions).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the resource {name} is missing from the build");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}

using System.Text.Json.Nodes;

namespace Brine.EndToEnd.Tests.Bench;

/// <summary>The bench's one image under the names that examples use.</summary>
internal static class Images
{
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static async Task Alias(string alias)
    {
        await OneAtATime.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            // Aliases by name, no lists: a list of images is a 404 while another test deletes one of them.
            if ((await Query(alias)).Exit == 0) return;
            var image = (string)JsonNode.Parse((await Query("bb")).Ends(0).Out)!["target"]!;
            await RealIncus.Incus("image", "alias", "create", alias, image);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static Task<Ran> Query(string alias) => Ran.Of(
        "incus", ["query", "/1.0/images/aliases/" + Uri.EscapeDataString(alias)], RealIncus.EnvironmentOf(RealIncus.Directory));
}

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
            if ((await RealIncus.Incus("image", "alias", "list", "-f", "csv")).Contains(alias + ",", StringComparison.Ordinal))
                return;
            var image = await RealIncus.Incus("image", "list", "bb", "-f", "csv", "-c", "F");
            await RealIncus.Incus("image", "alias", "create", alias, image.Trim());
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}

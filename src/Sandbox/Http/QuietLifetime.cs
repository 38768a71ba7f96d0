using Microsoft.Extensions.Hosting;

namespace Brine.Sandbox.Http;

/// <summary>Leaves signals to the process: the default lifetime would swallow its Ctrl-C and SIGTERM.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

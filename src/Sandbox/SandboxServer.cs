using Brine.Sandbox.Api;
using Brine.Sandbox.Http;
using Brine.Sandbox.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Brine.Sandbox;

/// <summary>An Incus that lives in memory and speaks Incus's REST API over a unix socket.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly World _world;

    private SandboxServer(WebApplication host, World world, SandboxOptions options, SandboxControl control)
    {
        _host = host;
        _world = world;
        SocketPath = options.SocketPath;
        Control = control;
    }

    /// <summary>Where it listens.</summary>
    public string SocketPath { get; }

    /// <summary>Faults, the clock, the request counter.</summary>
    public SandboxControl Control { get; }

    /// <summary>Starts listening; the server answers when this returns.</summary>
    /// <exception cref="IOException">The socket cannot be bound.</exception>
    /// <exception cref="FormatException">The seed contradicts itself.</exception>
    public static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellation)
    {
        var world = new World(options);
        var control = new SandboxControl(world);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = [],
            ContentRootPath = AppContext.BaseDirectory, // no file is served, and the current folder may be gone
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        File.Delete(options.SocketPath);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenUnixSocket(options.SocketPath);
        });
        var host = builder.Build();
        var front = new Front(world, control);
        host.Run(front.ServeAsync);
        await host.StartAsync(cancellation);
        return new SandboxServer(host, world, options, control);
    }

    /// <summary>Cuts what still waits, stops listening and removes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _host.DisposeAsync();
        File.Delete(SocketPath);
    }
}

namespace Brine.Converge.Tests;

/// <summary>Makes a real container fail to start, when it is told to.</summary>
internal sealed class StartHook : IDisposable
{
    private readonly Dictionary<string, string?> _config;

    private readonly string _folder = Directory.CreateTempSubdirectory("hook").FullName;

    public StartHook()
    {
        var script = Path.Combine(_folder, "hook");
        File.WriteAllText(script, $"#!/bin/sh\nrm {_folder}/once 2>/dev/null && exit 1\n[ ! -e {_folder}/always ]\n");
        _config = new Dictionary<string, string?> { ["raw.lxc"] = $"lxc.hook.pre-start=/bin/sh {script}" };
    }

    /// <summary>A stopped container that it can keep from starting.</summary>
    public async Task<string> ContainerAsync(Site site)
    {
        var name = await site.ContainerAsync("btr", start: false);
        await site.Client.Instances.PatchAsync("default", name, new Incus.InstancePatch { Config = _config }, null, Site.Token);
        return name;
    }

    public void FailNext() => File.WriteAllText(Path.Combine(_folder, "once"), "");

    public void FailAlways() => File.WriteAllText(Path.Combine(_folder, "always"), "");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

namespace Brine.Converge.Tests;

/// <summary>Makes a real container fail to start, when it is told to.</summary>
internal sealed class StartHook : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hook").FullName;

    public StartHook()
    {
        var script = Path.Combine(_folder, "hook");
        File.WriteAllText(script, $"#!/bin/sh\nrm {_folder}/once 2>/dev/null && exit 1\n[ ! -e {_folder}/always ]\n");
        Config = new Dictionary<string, string?> { ["raw.lxc"] = $"lxc.hook.pre-start=/bin/sh {script}" };
    }

    /// <summary>For the container, while it is stopped.</summary>
    public Dictionary<string, string?> Config { get; }

    public void FailNext() => File.WriteAllText(Path.Combine(_folder, "once"), "");

    public void FailAlways() => File.WriteAllText(Path.Combine(_folder, "always"), "");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Brine.Salt.Yaml;

namespace Brine.Converge.Read;

/// <summary>The grains that templates in common use ask for, named as Salt names them.</summary>
internal static class HostGrains
{
    private static readonly ImmutableDictionary<string, (string Os, string Family)> s_systems =
        new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            ["debian"] = ("Debian", "Debian"),
            ["ubuntu"] = ("Ubuntu", "Debian"),
            ["raspbian"] = ("Raspbian", "Debian"),
            ["linuxmint"] = ("Mint", "Debian"),
            ["fedora"] = ("Fedora", "RedHat"),
            ["rhel"] = ("RedHat", "RedHat"),
            ["centos"] = ("CentOS", "RedHat"),
            ["rocky"] = ("Rocky", "RedHat"),
            ["almalinux"] = ("AlmaLinux", "RedHat"),
            ["opensuse-leap"] = ("SUSE", "Suse"),
            ["opensuse-tumbleweed"] = ("SUSE", "Suse"),
            ["sles"] = ("SUSE", "Suse"),
            ["arch"] = ("Arch", "Arch"),
            ["alpine"] = ("Alpine", "Alpine"),
            ["gentoo"] = ("Gentoo", "Gentoo"),
            ["void"] = ("Void", "Void"),
            ["nixos"] = ("NixOS", "NixOS"),
        }.ToImmutableDictionary(StringComparer.Ordinal);

    public static ImmutableSortedDictionary<string, YamlNode> Read(string id)
    {
        var release = OsRelease();
        var name = release.GetValueOrDefault("ID", "linux");
        var (os, family) = s_systems.GetValueOrDefault(name, (release.GetValueOrDefault("NAME", "Linux"), "Linux"));
        var version = release.GetValueOrDefault("VERSION_ID", "");
        var host = Environment.MachineName;
        var major = version.Split('.')[0];
        var text = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = id,
            ["host"] = host.Split('.')[0],
            ["localhost"] = host,
            ["nodename"] = host,
            ["fqdn"] = host,
            ["domain"] = host.Contains('.', StringComparison.Ordinal)
                ? host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..] : "",
            ["kernel"] = "Linux",
            ["kernelrelease"] = FirstLine("/proc/sys/kernel/osrelease"),
            ["os"] = os,
            ["os_family"] = family,
            ["osrelease"] = version,
            ["osfullname"] = release.GetValueOrDefault("NAME", os),
            ["oscodename"] = release.GetValueOrDefault("VERSION_CODENAME", ""),
            ["osfinger"] = major.Length == 0 ? os : $"{os}-{major}",
            ["cpuarch"] = Machine(RuntimeInformation.OSArchitecture),
            ["osarch"] = DebianArchitecture(RuntimeInformation.OSArchitecture),
            ["username"] = Environment.UserName,
            ["kernelversion"] = FirstLine("/proc/sys/kernel/version"),
            ["machine_id"] = FirstLine("/etc/machine-id"),
            ["cpu_model"] = CpuInfo("model name"),
            ["init"] = Directory.Exists("/run/systemd/system") ? "systemd" : "unknown",
            ["master"] = "salt",
            ["path"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["shell"] = Environment.GetEnvironmentVariable("SHELL") ?? "/bin/sh",
            ["cwd"] = Environment.CurrentDirectory,
            ["saltversion"] = "3006.0", // the Salt whose language is spoken here
        };
        var grains = text.ToImmutableSortedDictionary(
            t => t.Key, t => (YamlNode)YamlScalar.Of(t.Value), StringComparer.Ordinal);
        grains = grains.Add("num_cpus", YamlScalar.Of(Environment.ProcessorCount))
            .Add("mem_total", YamlScalar.Of(MemInfo("MemTotal")))
            .Add("swap_total", YamlScalar.Of(MemInfo("SwapTotal")))
            .Add("uid", YamlScalar.Of(Status("Uid")))
            .Add("gid", YamlScalar.Of(Status("Gid")))
            .Add("server_id", YamlScalar.Of(ServerId(id)))
            .Add("saltversioninfo", List([3006, 0]))
            .Add("pythonversion", new YamlList([.. List([3, 11, 0]).Items, YamlScalar.Of("final"), YamlScalar.Of(0)], default))
            .Add("osrelease_info", new YamlList([.. version.Split('.').Where(part => part.Length > 0).Select(part =>
                long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? YamlScalar.Of(n) : YamlScalar.Of(part))], default))
            .Add("systempath", new YamlList([.. text["path"].Split(':').Select(part => YamlScalar.Of(part))], default))
            .Add("cpu_flags", new YamlList([.. CpuInfo("flags").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(flag => YamlScalar.Of(flag))], default))
            .SetItems(NetworkGrains.Read());
        return long.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? grains.Add("osmajorrelease", YamlScalar.Of(number)) : grains;
    }

    private static Dictionary<string, string> OsRelease() =>
        Lines("/etc/os-release").Select(l => l.Split('=', 2)).Where(p => p.Length == 2)
            .GroupBy(p => p[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Last()[1].Trim().Trim('"', '\''), StringComparer.Ordinal);

    /// <summary>MiB of one line of /proc/meminfo.</summary>
    private static long MemInfo(string name) => Lines("/proc/meminfo")
        .Where(line => line.StartsWith(name + ":", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) >> 10)
        .FirstOrDefault();

    /// <summary>The effective one of this process's user or group numbers.</summary>
    private static long Status(string name) => Lines("/proc/self/status")
        .Where(line => line.StartsWith(name + ":", StringComparison.Ordinal))
        .Select(line => long.Parse(line.Split('\t')[2], CultureInfo.InvariantCulture)).FirstOrDefault();

    private static string CpuInfo(string name) => Lines("/proc/cpuinfo")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()).FirstOrDefault("");

    /// <summary>A number that stays with an id.</summary>
    private static long ServerId(string id) =>
        (long)(new BigInteger(SHA256.HashData(Encoding.UTF8.GetBytes(id)), isUnsigned: true, isBigEndian: true) % (1L << 31));

    private static YamlList List(long[] numbers) => new([.. numbers.Select(number => YamlScalar.Of(number))], default);

    private static string FirstLine(string path) => Lines(path).FirstOrDefault("").Trim();

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // a machine without it has no such grain
        }
    }

    private static string Machine(Architecture architecture) => architecture switch
    {
        Architecture.X64 => "x86_64",
        Architecture.Arm64 => "aarch64",
        Architecture.Arm => "armv7l",
        Architecture.X86 => "i686",
        _ => architecture.ToString(),
    };

    private static string DebianArchitecture(Architecture architecture) => architecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.Arm64 => "arm64",
        Architecture.Arm => "armhf",
        Architecture.X86 => "i386",
        _ => architecture.ToString(),
    };
}

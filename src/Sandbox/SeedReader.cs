using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Brine.Sandbox;

using Words = ImmutableSortedDictionary<string, string>;

/// <summary>
/// Reads a seed from JSON: <c>server, members, criu, pools, projects, profiles, images, instances, volumes</c>, each entry with
/// the fields of its Seed record in lower case with underscores (<c>created_at</c>). Unknown fields are errors.
/// </summary>
internal static class SeedReader
{
    public static SandboxSeed Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions
            {
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
            });
            return Seed(new Entry(document.RootElement, "seed"));
        }
        catch (JsonException broken)
        {
            throw new FormatException($"seed: not valid JSON: {broken.Message}", broken);
        }
    }

    private static SandboxSeed Seed(Entry e)
    {
        e.Only("server", "members", "criu", "pools", "projects", "profiles", "images", "instances", "volumes");
        return new SandboxSeed
        {
            Server = e.Text("server", "sandbox"),
            Members = e.Texts("members", []),
            Criu = e.Flag("criu"),
            Pools = e.Entries("pools", Pool),
            Projects = e.Entries("projects", Project),
            Profiles = e.Entries("profiles", Profile),
            Images = e.Entries("images", Image),
            Instances = e.Entries("instances", Instance),
            Volumes = e.Entries("volumes", Volume),
        };
    }

    private static SeedPool Pool(Entry e)
    {
        e.Only("name", "driver", "config", "status", "used", "total", "inodes_used", "inodes_total");
        var driver = e.Text("driver", null);
        return driver is "dir" or "btrfs" or "zfs" or "lvm" or "ceph"
            ? new SeedPool
            {
                Name = e.Text("name", null), Driver = driver, Config = e.Words("config"),
                Status = e.Text("status", "Created"), Used = e.Text("used", "1GiB"), Total = e.Text("total", "100GiB"),
                InodesUsed = e.Text("inodes_used", ""), InodesTotal = e.Text("inodes_total", ""),
            }
            : throw new FormatException($"{e.Place}.driver: '{driver}' is none of dir, btrfs, zfs, lvm, ceph");
    }

    private static SeedVolume Volume(Entry e)
    {
        e.Only("name", "pool", "project", "config", "snapshots");
        return new SeedVolume
        {
            Name = e.Text("name", null),
            Pool = e.Text("pool", null),
            Project = e.Text("project", "default"),
            Config = e.Words("config"),
            Snapshots = e.Entries("snapshots", s => (s.Text("name", null), s.Instant("created_at"))),
        };
    }

    private static SeedProject Project(Entry e)
    {
        e.Only("name", "config");
        return new SeedProject { Name = e.Text("name", null), Config = e.Words("config") };
    }

    private static SeedProfile Profile(Entry e)
    {
        e.Only("name", "project", "config", "devices");
        return new SeedProfile
        {
            Name = e.Text("name", null),
            Project = e.Text("project", "default"),
            Config = e.Words("config"),
            Devices = e.Devices("devices"),
        };
    }

    private static SeedImage Image(Entry e)
    {
        e.Only("aliases", "type", "description");
        var aliases = e.Texts("aliases", []);
        return aliases.Length > 0
            ? new SeedImage
            {
                Aliases = aliases, Type = e.Text("type", "container"), Description = e.Text("description", ""),
            }
            : throw new FormatException($"{e.Place}.aliases: an image needs at least one alias");
    }

    private static SeedInstance Instance(Entry e)
    {
        e.Only("name", "project", "type", "status", "description", "ephemeral", "location", "image", "config",
            "devices", "profiles", "snapshots", "created_at", "started_at");
        var status = e.Text("status", "Stopped");
        if (status is not ("Running" or "Stopped" or "Frozen"))
            throw new FormatException($"{e.Place}.status: '{status}' is none of Running, Stopped, Frozen");
        return new SeedInstance
        {
            Name = e.Text("name", null),
            Project = e.Text("project", "default"),
            Type = e.Text("type", "container"),
            Status = status,
            Description = e.Text("description", ""),
            Ephemeral = e.Flag("ephemeral"),
            CreatedAt = e.Instant("created_at"),
            StartedAt = e.Instant("started_at"),
            Location = e.Text("location", "") is { Length: > 0 } location ? location : null,
            Image = e.Text("image", "") is { Length: > 0 } image ? image : null,
            Config = e.Words("config"),
            Devices = e.Devices("devices"),
            Profiles = e.Texts("profiles", ["default"]),
            Snapshots = e.Entries("snapshots", Snapshot),
        };
    }

    private static SeedSnapshot Snapshot(Entry e)
    {
        e.Only("name", "created_at", "expires_at", "stateful", "description", "config");
        return new SeedSnapshot
        {
            Name = e.Text("name", null),
            CreatedAt = e.Instant("created_at"),
            ExpiresAt = e.Instant("expires_at"),
            Stateful = e.Flag("stateful"),
            Description = e.Text("description", ""),
            Config = e.Words("config"),
        };
    }

    /// <summary>A JSON object with its place in the file, for errors.</summary>
    private readonly struct Entry
    {
        private readonly JsonElement _object;

        public Entry(JsonElement element, string place)
        {
            Place = place;
            _object = element.ValueKind == JsonValueKind.Object
                ? element
                : throw new FormatException($"{place}: expected an object, found {element.ValueKind}");
        }

        public string Place { get; }

        public void Only(params ReadOnlySpan<string> known)
        {
            foreach (var field in _object.EnumerateObject())
            {
                if (!known.Contains(field.Name))
                {
                    throw new FormatException(
                        $"{Place}: unknown field '{field.Name}'; known are {string.Join(", ", known.ToArray())}");
                }
            }
        }

        public string Text(string name, string? absent)
        {
            if (!_object.TryGetProperty(name, out var value))
                return absent ?? throw new FormatException($"{Place}: '{name}' is missing");
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name, "a string", value);
        }

        public bool Flag(string name)
        {
            if (!_object.TryGetProperty(name, out var value))
                return false;
            return value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => throw Wrong(name, "true or false", value),
            };
        }

        public DateTimeOffset? Instant(string name)
        {
            var text = Text(name, "");
            if (text.Length == 0)
                return null;
            return DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? instant
                : throw new FormatException($"{Place}.{name}: '{text}' is no RFC 3339 instant");
        }

        public ImmutableArray<string> Texts(string name, ImmutableArray<string> absent)
        {
            if (!_object.TryGetProperty(name, out var value))
                return absent;
            if (value.ValueKind != JsonValueKind.Array)
                throw Wrong(name, "a list of strings", value);
            var place = Place;
            return
            [
                .. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String
                    ? item.GetString()!
                    : throw new FormatException($"{place}.{name}: expected strings, found {item.ValueKind}")),
            ];
        }

        public Words Words(string name)
        {
            if (!_object.TryGetProperty(name, out var value))
                return ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
            if (value.ValueKind != JsonValueKind.Object)
                throw Wrong(name, "an object of strings", value);
            var place = $"{Place}.{name}";
            return value.EnumerateObject().ToImmutableSortedDictionary(
                field => field.Name,
                field => field.Value.ValueKind == JsonValueKind.String
                    ? field.Value.GetString()!
                    : throw new FormatException($"{place}.{field.Name}: expected a string, as Incus stores it"),
                StringComparer.Ordinal);
        }

        public ImmutableSortedDictionary<string, Words> Devices(string name)
        {
            if (!_object.TryGetProperty(name, out var value))
                return ImmutableSortedDictionary.Create<string, Words>(StringComparer.Ordinal);
            var devices = new Entry(value, $"{Place}.{name}");
            return value.EnumerateObject().ToImmutableSortedDictionary(
                device => device.Name, device => devices.Words(device.Name), StringComparer.Ordinal);
        }

        public ImmutableArray<T> Entries<T>(string name, Func<Entry, T> read)
        {
            if (!_object.TryGetProperty(name, out var value))
                return [];
            if (value.ValueKind != JsonValueKind.Array)
                throw Wrong(name, "a list of objects", value);
            var place = $"{Place}.{name}";
            return [.. value.EnumerateArray().Select((item, index) => read(new Entry(item, $"{place}[{index}]")))];
        }

        private FormatException Wrong(string name, string expected, JsonElement found) =>
            new($"{Place}.{name}: expected {expected}, found {found.ValueKind}");
    }
}

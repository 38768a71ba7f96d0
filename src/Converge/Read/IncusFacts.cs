using System.Collections.Immutable;
using Brine.Incus;
using Brine.Salt;
using Brine.Salt.Yaml;

namespace Brine.Converge.Read;

/// <summary>
/// The server of a run as templates see it. Nothing is asked before a template asks, and nothing twice: all that is
/// said of one instance, its snapshots included, comes of one answer.
/// </summary>
/// <param name="open">A run's pillar → the server, and the project to look in. Called at the first question.</param>
public sealed class IncusFacts(Func<YamlMap?, (IncusClient Client, string Project)> open) : IIncusFacts
{
    /// <summary>What only the full reading of an instance has.</summary>
    private static readonly ImmutableHashSet<string> Extras = ["backups", "snapshots", "state"];

    private readonly Dictionary<(string Path, int Recursion), YamlNode?> _answers = [];
    private (IncusClient Client, string Project)? _server;

    /// <inheritdoc/>
    public YamlNode? Get(YamlMap? pillar, string path, int recursion, CancellationToken token)
    {
        if (path.Split('/') is not ["instances", var name, .. var rest])
            return Answer(pillar, path, recursion, token) is var found && recursion > 0 && path == "instances"
                ? Certain(found)
                : found;
        if (Answer(pillar, "instances/" + name, 1, token) is not YamlMap whole)
            return null;
        return rest switch
        {
            [] => recursion > 0 ? whole : new YamlMap([.. whole.Entries.Where(e => !Extras.Contains(e.Key.Text))], default),
            ["snapshots"] => recursion > 0 ? Snapshots(whole) : Addresses(whole, name),
            ["snapshots", var snapshot] => Snapshots(whole).Items.OfType<YamlMap>().FirstOrDefault(item =>
                item.Find("name") is YamlScalar own && own.Text == Uri.UnescapeDataString(snapshot)),
            _ => Answer(pillar, path, recursion, token),
        };
    }

    private YamlNode? Answer(YamlMap? pillar, string path, int recursion, CancellationToken token)
    {
        if (_answers.TryGetValue((path, recursion), out var known))
            return known;
        try
        {
            var (client, project) = _server ??= open(pillar);
            var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString);
            // Templates render synchronously (the room is pure), so that this place has to block.
            var answer = client.ReadAsync(project, [.. segments], recursion, token).GetAwaiter().GetResult();
            return _answers[(path, recursion)] = JsonReading.Read(answer);
        }
        catch (IncusException e) when (e is { Kind: IncusErrorKind.NotFound, Missing: not MissingThing.Project })
        {
            return _answers[(path, recursion)] = null;
        }
        catch (Exception e) when (e is IncusException or RemoteException or ArgumentException)
        {
            throw new SaltHostException(e.Message, e);
        }
    }

    /// <summary>An instance on a cluster member that is away is listed with nothing known of it.</summary>
    private static YamlNode? Certain(YamlNode? rows)
    {
        foreach (var row in rows is YamlList list ? list.Items.OfType<YamlMap>() : [])
            if (row.Find("status") is YamlScalar { Text: "Error" })
                throw new SaltHostException($"nothing is known of instance '{Text(row, "name")}': " +
                    $"its cluster member '{Text(row, "location")}' cannot be reached");
        return rows;
    }

    private static YamlList Snapshots(YamlMap instance) => instance.Find("snapshots") switch
    {
        YamlList list => list,
        _ when instance.Find("status") is YamlScalar { Text: "Error" } =>
            throw new SaltHostException($"the snapshots of '{Text(instance, "name")}' are not known: its state is Error"),
        _ => new YamlList([], default), // Incus writes none as null
    };

    private YamlList Addresses(YamlMap instance, string name)
    {
        var project = _server!.Value.Project; // it was asked for the instance
        var query = project == "default" ? "" : "?project=" + Uri.EscapeDataString(project);
        return new YamlList([.. Snapshots(instance).Items.OfType<YamlMap>().Select(snapshot => YamlScalar.Of(
            $"/1.0/instances/{name}/snapshots/{Uri.EscapeDataString(Text(snapshot, "name"))}{query}"))], default);
    }

    private static string Text(YamlMap map, string key) => map.Find(key) is YamlScalar scalar ? scalar.Text : "";
}

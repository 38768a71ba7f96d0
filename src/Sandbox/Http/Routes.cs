using Brine.Sandbox.Api;
using Brine.Sandbox.State;

namespace Brine.Sandbox.Http;

/// <summary>Which path and method leads where. <c>*</c> is one segment.</summary>
internal static class Routes
{
    private static readonly (string Path, string Method, Func<Call, Reply> Handler)[] Table =
    [
        ("", "GET", ServerApi.Get),
        ("instances", "GET", InstancesApi.List),
        ("instances", "POST", InstancesApi.Create),
        ("instances", "PUT", InstancesApi.PutState),
        ("instances/*", "GET", InstanceApi.Get),
        ("instances/*", "PUT", InstanceApi.Put),
        ("instances/*", "POST", InstanceApi.Rename),
        ("instances/*", "DELETE", InstanceApi.Delete),
        ("instances/*/state", "GET", InstanceStateApi.Get),
        ("instances/*/state", "PUT", InstanceStateApi.Put),
        ("instances/*/exec", "POST", ExecApi.Post),
        ("instances/*/logs/exec-output/*", "GET", ExecApi.Get),
        ("instances/*/logs/exec-output/*", "DELETE", ExecApi.Delete),
        ("instances/*/snapshots", "GET", SnapshotsApi.List),
        ("instances/*/snapshots", "POST", SnapshotsApi.Create),
        ("instances/*/snapshots/*", "GET", SnapshotsApi.Get),
        ("instances/*/snapshots/*", "PUT", SnapshotsApi.Update),
        ("instances/*/snapshots/*", "PATCH", SnapshotsApi.Update),
        ("instances/*/snapshots/*", "POST", SnapshotsApi.Rename),
        ("instances/*/snapshots/*", "DELETE", SnapshotsApi.Delete),
        ("operations", "GET", OperationsApi.List),
        ("operations/*", "GET", OperationsApi.Get),
        ("operations/*", "DELETE", OperationsApi.Delete),
        ("storage-pools", "GET", PoolsApi.List),
        ("storage-pools/*", "GET", PoolsApi.Get),
        ("storage-pools/*/resources", "GET", PoolsApi.Resources),
        ("storage-pools/*/volumes/custom", "GET", CustomVolumesApi.List),
        ("storage-pools/*/volumes/custom", "POST", CustomVolumesApi.Create),
        ("storage-pools/*/volumes/custom/*", "GET", CustomVolumesApi.Get),
        ("storage-pools/*/volumes/custom/*", "PUT", CustomVolumesApi.Put),
        ("storage-pools/*/volumes/custom/*", "PATCH", CustomVolumesApi.Patch),
        ("storage-pools/*/volumes/custom/*", "DELETE", CustomVolumesApi.Delete),
        ("storage-pools/*/volumes/custom/*/snapshots", "GET", CustomSnapshotsApi.List),
        ("storage-pools/*/volumes/custom/*/snapshots", "POST", CustomSnapshotsApi.Create),
        ("storage-pools/*/volumes/custom/*/snapshots/*", "GET", CustomSnapshotsApi.Get),
        ("storage-pools/*/volumes/custom/*/snapshots/*", "PUT", CustomSnapshotsApi.Put),
        ("storage-pools/*/volumes/custom/*/snapshots/*", "PATCH", CustomSnapshotsApi.Patch),
        ("storage-pools/*/volumes/custom/*/snapshots/*", "DELETE", CustomSnapshotsApi.Delete),
        ("storage-pools/*/volumes", "GET", VolumesApi.List),
        ("storage-pools/*/volumes/*", "GET", VolumesApi.List),
        ("storage-pools/*/volumes/*/*", "GET", VolumesApi.Get),
        ("storage-pools/*/volumes/*/*", "PUT", VolumesApi.Put),
        ("storage-pools/*/volumes/*/*", "PATCH", VolumesApi.Patch),
        ("storage-pools/*/volumes/*/*/snapshots", "GET", VolumeSnapshotsApi.List),
        ("storage-pools/*/volumes/*/*/snapshots/*", "GET", VolumeSnapshotsApi.Get),
        ("storage-pools/*/volumes/*/*/snapshots/*", "PUT", VolumeSnapshotsApi.Put),
        ("storage-pools/*/volumes/*/*/snapshots/*", "PATCH", VolumeSnapshotsApi.Patch),
        ("profiles", "GET", ProfilesApi.List),
        ("profiles", "POST", ProfilesApi.Create),
        ("profiles/*", "GET", ProfilesApi.Get),
        ("profiles/*", "PUT", ProfilesApi.Put),
        ("profiles/*", "PATCH", ProfilesApi.Patch),
        ("profiles/*", "DELETE", ProfilesApi.Delete),
        ("projects", "GET", ProjectsApi.List),
        ("projects", "POST", ProjectsApi.Create),
        ("projects/*", "GET", ProjectsApi.Get),
        ("projects/*", "DELETE", ProjectsApi.Delete),
        ("images", "GET", ImagesApi.List),
        ("images", "POST", ImagesApi.Publish),
        ("images/aliases", "GET", ImagesApi.Aliases),
        ("images/aliases", "POST", ImageAliasesApi.Create),
        ("images/aliases/*", "GET", ImagesApi.Alias),
        ("images/aliases/*", "PATCH", ImageAliasesApi.Patch),
        ("images/*", "GET", ImagesApi.Get),
        ("images/*", "PATCH", ImagesApi.Patch),
        ("cluster", "GET", ClusterApi.Get),
        ("cluster/members", "GET", ClusterApi.Members),
    ];

    private static readonly (string Path, string Method, Func<Call, CancellationToken, Task<Reply>> Handler)[] Waiting =
    [
        ("instances/*", "PATCH", InstanceApi.PatchAsync),
        ("operations/*/wait", "GET", OperationsApi.WaitAsync),
    ];

    /// <exception cref="IncusError">404 for an unknown path, 501 for a method that the path does not have.</exception>
    public static async Task<Reply> AnswerAsync(Call call, CancellationToken cancellation)
    {
        foreach (var (path, method, handler) in Waiting)
        {
            if (method == call.Method && Fits(path, call.Segments))
                return await handler(call, cancellation);
        }

        var known = Waiting.Any(r => Fits(r.Path, call.Segments));
        foreach (var (path, method, handler) in Table)
        {
            if (!Fits(path, call.Segments))
                continue;
            known = true;
            if (method != call.Method)
                continue;
            lock (call.World.Gate)
                return handler(call);
        }

        throw known ? new IncusError(501, "not implemented") : new IncusError(404, "not found");
    }

    private static bool Fits(string path, IReadOnlyList<string> segments)
    {
        var parts = path.Length == 0 ? [] : path.Split('/');
        return parts.Length == segments.Count && parts.Zip(segments).All(p => p.First == "*" || p.First == p.Second);
    }
}

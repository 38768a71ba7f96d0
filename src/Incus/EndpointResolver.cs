namespace Brine.Incus;

/// <summary>Finds the server the way the incus CLI does, and says where it looked when there is none.</summary>
public static class EndpointResolver
{
    public static IncusEndpoint Resolve(
        ConnectionChoice choice, IReadOnlyDictionary<string, string> environment, IConfigFiles files) =>
        throw new NotImplementedException();
}

namespace Brine.Planner.Observed;

/// <summary>What was learnt of one instance. "Unknown" is never "missing" and never "no snapshots".</summary>
public abstract record Sighting
{
    private Sighting()
    {
    }

    public sealed record Present(ObservedInstance Instance) : Sighting;

    /// <summary>The server answered that there is no such instance.</summary>
    public sealed record Missing : Sighting;

    /// <summary>The server, its member or the project could not be asked; <paramref name="Reason"/> says why.</summary>
    public sealed record Unknown(string Reason) : Sighting;
}

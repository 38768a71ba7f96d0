using Brine.Incus;
using Brine.Planner.Observed;

namespace Brine.Converge.Steps;

internal static class ErrorText
{
    /// <summary>Behind words that already say what was being done: Incus's text and the status.</summary>
    public static string Of(Exception e) => e switch
    {
        IncusException { Kind: IncusErrorKind.NoQuorum } incus => $"{NoQuorum(incus)}: {Said(incus)}",
        IncusException incus => Said(incus),
        _ => e.Message,
    };

    /// <summary>The same, with the cluster member that it is about.</summary>
    /// <param name="member">Where the instance is; null: not known, or the server is no cluster.</param>
    public static string Of(Exception e, string? member) => member is null ? Of(e) : (e as IncusException)?.Kind switch
    {
        IncusErrorKind.Offline => OfMember(member, e),
        IncusErrorKind.Evacuated => ObservedServer.Evacuation(member),
        _ => Of(e),
    };

    public static string OfMember(string member, Exception e) => $"its cluster member {member} does not answer: {Of(e)}";

    /// <summary>What a cluster without quorum lacks, and what to do. Incus does not always name it as the cause.</summary>
    public static string NoQuorum(IncusException e) => e.ServerText.Contains("leader", StringComparison.Ordinal)
        ? "the cluster has lost its majority and decides nothing; start the members that are gone"
        : "the server's database does not answer, as in a cluster that has lost its majority; start the members that are gone";

    private static string Said(IncusException e) =>
        e.ServerText.ReplaceLineEndings(" ").Trim() + (e.HttpStatus is { } status ? $" (HTTP {status})" : "");
}

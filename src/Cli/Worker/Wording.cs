using Brine.Incus;
using Brine.Salt.Source;

namespace Brine.Cli.Worker;

/// <summary>What went wrong, in the one line that a Salt comment has room for.</summary>
internal static class Wording
{
    public static string Of(Diagnostic wrong) => wrong.Remedy is null ? wrong.Message : $"{wrong.Message}; {wrong.Remedy}";

    public static string Of(UsageException wrong) => wrong.Remedy is null ? wrong.Message : $"{wrong.Message}; {wrong.Remedy}";

    public static string Of(RemoteException wrong) => wrong.Remedy is null ? wrong.Message : $"{wrong.Message}; {wrong.Remedy}";
}

using Brine.Incus;
using Brine.Salt.Source;

namespace Brine.Cli.Worker;

/// <summary>What went wrong, in the one line that a Salt comment has room for.</summary>
internal static class Wording
{
    public static string Of(Diagnostic wrong) => Of(wrong.Message, wrong.Remedy);

    public static string Of(UsageException wrong) => Of(wrong.Message, wrong.Remedy);

    public static string Of(RemoteException wrong) => Of(wrong.Message, wrong.Remedy);

    private static string Of(string message, string? remedy) => remedy is null ? message : $"{message}; {remedy}";
}

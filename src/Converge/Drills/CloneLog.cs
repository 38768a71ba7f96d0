using System.Text.RegularExpressions;
using Brine.Incus;
using Brine.Planner.Names;

namespace Brine.Converge.Drills;

/// <summary>Why an instance did not start, from the log that Incus keeps of it as long as it is there.</summary>
internal static partial class CloneLog
{
    /// <summary>The first error is the cause, the others are its consequences. Null: there is none, or no log.</summary>
    public static async Task<string?> FirstErrorAsync(IncusClient client, InstanceAddress at, CancellationToken token)
    {
        try
        {
            var log = await client.Instances.TryReadLogAsync(at.Project, at.Name, "lxc.log", token);
            return log?.Split('\n').Select(l => Error().Match(l)).FirstOrDefault(m => m.Success)?.Groups["text"].Value.Trim();
        }
        catch (IncusException)
        {
            return null; // it would only have been an explanation
        }
    }

    [GeneratedRegex(@"\sERROR\s+\S+ - \S+ - (?<text>.+)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Error();
}

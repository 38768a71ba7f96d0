using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brine.Planner.Observed;

namespace Brine.Planner.Timers;

/// <summary>One of Brine's timers: what its two units say.</summary>
public sealed partial record TimerSpec
{
    public const string NameRule = "1 to 48 lower-case letters, digits or '-', beginning and ending with a letter or digit";

    public required string Name { get; init; }

    public required TimerTimes When { get; init; }

    /// <summary>The absolute path of <c>brine</c>.</summary>
    public required string Program { get; init; }

    /// <summary>Behind it: <c>apply /srv/web.sls</c>. Paths are absolute.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Which server and configuration: nothing secret, for everybody may read units.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = Maps.Text;

    /// <summary>A run that was missed while the machine was off is made up for.</summary>
    public bool CatchesUp { get; init; } = true;

    /// <summary>It starts up to so much later, by chance.</summary>
    public TimeSpan Delay { get; init; }

    public int Nice { get; init; } = 10;

    /// <summary>A unit of the user, not of the system.</summary>
    public bool IsUser { get; init; }

    /// <summary>Folders that it writes to beside its own state folder.</summary>
    public ImmutableArray<string> Writable { get; init; } = [];

    /// <summary>What it needs lies below /tmp, so that it cannot have one of its own.</summary>
    public bool NeedsTmp { get; init; }

    public string Unit => "brine-" + Name;

    public static bool IsName(string text) => Pattern().IsMatch(text);

    public bool Equals(TimerSpec? other) => other is not null
        && (Name, When, Program, CatchesUp, Delay, Nice, IsUser, NeedsTmp)
            == (other.Name, other.When, other.Program, other.CatchesUp, other.Delay, other.Nice, other.IsUser, other.NeedsTmp)
        && Arguments.SequenceEqual(other.Arguments) && Environment.SequenceEqual(other.Environment)
        && Writable.SequenceEqual(other.Writable);

    public override int GetHashCode() => HashCode.Combine(Name, When, Program);

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

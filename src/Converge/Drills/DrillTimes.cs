using System.Globalization;

namespace Brine.Converge.Drills;

/// <summary>How long each part of a drill took.</summary>
internal sealed class DrillTimes(TimeProvider time)
{
    private readonly List<KeyValuePair<string, string>> _laps = [];
    private long _from = time.GetTimestamp();

    /// <summary>In seconds, in the order of the parts.</summary>
    public IEnumerable<KeyValuePair<string, string>> Told => _laps;

    /// <param name="part">What was done since the one before.</param>
    public void Lap(string part)
    {
        var now = time.GetTimestamp();
        _laps.Add(KeyValuePair.Create(part + "_s",
            time.GetElapsedTime(_from, now).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)));
        _from = now;
    }
}

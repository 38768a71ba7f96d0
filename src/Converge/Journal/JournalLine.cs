using System.Text.Json.Serialization;
using Brine.Planner.Observed;

namespace Brine.Converge.Journal;

/// <summary>
/// One line of a journal file: work that begins, or, without <paramref name="Begin"/>, that entry's confirmed end.
/// </summary>
internal sealed record JournalLine(int Entry, Interruption? Begin);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;

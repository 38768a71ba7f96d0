using System.Text.Json;
using System.Text.Json.Serialization;

namespace Brine.Planner.Plan;

/// <summary>The plan as a file: <c>{"brine_plan": 1, …}</c>. What <c>plan -o</c> writes and <c>apply plan.json</c> reads.</summary>
public static class PlanJson
{
    public static string Write(Plan plan) => JsonSerializer.Serialize(new SavedPlan(1, plan), PlanJsonContext.Default.SavedPlan);

    /// <summary>One step, for comparing two of them: records with collections inside have no equality of their own.</summary>
    public static string Write(PlanStep step) => JsonSerializer.Serialize(step, PlanJsonContext.Default.PlanStep);

    /// <exception cref="JsonException">Not a saved plan, or one of another format.</exception>
    public static Plan Read(string text)
    {
        var saved = JsonSerializer.Deserialize(text, PlanJsonContext.Default.SavedPlan);
        return saved is { BrinePlan: 1, Plan: { } plan } ? plan : throw new JsonException("not a saved plan of this version of Brine");
    }

    /// <summary>Cheap guess from the text alone.</summary>
    public static bool LooksLikeOne(string text) =>
        text.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal) && text.Contains("\"brine_plan\"", StringComparison.Ordinal);
}

internal sealed record SavedPlan(int BrinePlan, Plan Plan);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true,
    UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SavedPlan))]
[JsonSerializable(typeof(PlanStep))]
internal sealed partial class PlanJsonContext : JsonSerializerContext;

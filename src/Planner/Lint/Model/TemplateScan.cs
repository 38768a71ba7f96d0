using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Brine.Salt.Source;

namespace Brine.Planner.Lint.Model;

/// <summary>The tags of one template, and where it reads the clock.</summary>
internal sealed partial record TemplateScan(SourceFile File, ImmutableArray<TemplateTag> Tags,
    ImmutableArray<ClockReading> Readings)
{
    /// <summary>Names that hold the clock once <c>{% set NAME = … %}</c> was reached.</summary>
    public ImmutableDictionary<string, ImmutableArray<ClockReading>> Variables { get; } = Readings
        .Select(r => (r, Set().Match(r.Tag.Text))).Where(p => !p.r.Tag.Prints && p.Item2.Success)
        .GroupBy(p => p.Item2.Groups["name"].Value, p => p.r, StringComparer.Ordinal)
        .ToImmutableDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>The files of a compilation, and those below the state root that they import by a plain name.</summary>
    public static IEnumerable<TemplateScan> All(LintInput input)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<SourceFile>(input.Compiled.Files.Select(f => f.Source));
        while (waiting.TryDequeue(out var file))
        {
            if (!seen.Add(file.Path) || !IsTemplate(file.Text))
                continue;
            var tags = new TagReader(file).Read();
            foreach (var tag in tags.Where(t => t.Word is "import" or "from" or "include" or "extends"
                && t.Strings.Length == 1))
                if (input.StateRoot.At(tag.Strings[0].Value.TrimStart('/')) is { } imported)
                    waiting.Enqueue(imported with { Path = input.StateRoot.Shown(imported.Path) });
            yield return new TemplateScan(file, tags, [.. tags.SelectMany(ClockReading.In)]);
        }
    }

    private static bool IsTemplate(string text) =>
        !text.StartsWith("#!", StringComparison.Ordinal) || text.Split('\n', 2)[0].Contains("jinja",
            StringComparison.Ordinal);

    /// <summary>What a printing tag shows of the clock: its own readings, or those of a variable that it names.</summary>
    public ImmutableArray<ClockReading> Shown(TemplateTag tag)
    {
        var own = Readings.Where(r => ReferenceEquals(r.Tag, tag)).ToImmutableArray();
        return own.IsEmpty && Variables.TryGetValue(tag.Text.Trim(), out var held) ? held : own;
    }

    [GeneratedRegex(@"^\s*set\s+(?<name>\w+)\s*=", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Set();
}

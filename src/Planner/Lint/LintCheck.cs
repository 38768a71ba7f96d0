using System.Collections.Immutable;
using Brine.Planner.Lint.Model;

namespace Brine.Planner.Lint;

/// <summary>Rules that are looked for together, and the code that does it.</summary>
internal sealed record LintCheck(ImmutableArray<LintRule> Rules, Action<Subject, Findings> Run);

using Brine.Converge.Read;

namespace Brine.Cli.Options;

/// <summary>Which files to read, and how.</summary>
/// <param name="NoExec">Commands are refused.</param>
/// <param name="SkipForeign">States of other modules are left out.</param>
internal sealed record SourceRequest(SourceQuery Query, bool NoExec, bool SkipForeign);

using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.States;

/// <summary>One function under an ID, in whichever spelling, before its arguments are looked at.</summary>
internal sealed record StateBlock(
    YamlScalar Id, string Sls, string Module, string Function, SourceSpan Span, IReadOnlyList<YamlEntry> Arguments);

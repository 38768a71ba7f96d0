using Brine.Salt.Source;
using Brine.Salt.Yaml;

namespace Brine.Salt.States;

/// <summary>One argument of a state.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value as written.</param>
/// <param name="Span">Where its name is written.</param>
public sealed record StateArgument(string Key, YamlNode Value, SourceSpan Span);

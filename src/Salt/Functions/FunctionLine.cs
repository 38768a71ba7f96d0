using Brine.Jinja;
using Brine.Salt.Calls;

namespace Brine.Salt.Functions;

/// <summary>What a function does with its arguments.</summary>
internal delegate JinjaValue FunctionBody(Arguments arguments, World world);

/// <summary>One function of a table.</summary>
/// <param name="Name">As templates write it: <c>module.function</c>.</param>
/// <param name="Takes">Its <see cref="Signature"/>.</param>
/// <param name="Body">What it does.</param>
internal sealed record FunctionLine(string Name, string Takes, FunctionBody Body);

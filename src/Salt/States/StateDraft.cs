using System.Collections.Immutable;
using Brine.Salt.Yaml;

namespace Brine.Salt.States;

/// <summary>A declaration whose place in the order and whose requisites' targets are still to be found.</summary>
/// <param name="Declaration">The declaration; its order and requisites are not set.</param>
/// <param name="OrderWish">What <c>order:</c> says; null when it is not given.</param>
/// <param name="Waits">What it waits for, targets not looked up.</param>
/// <param name="WaitedBy">What is to wait for it (the <c>_in</c> forms), targets not looked up.</param>
internal sealed record StateDraft(
    StateDeclaration Declaration, YamlNode? OrderWish, ImmutableArray<Requisite> Waits,
    ImmutableArray<Requisite> WaitedBy);

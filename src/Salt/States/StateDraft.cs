using System.Collections.Immutable;
using Brine.Salt.Yaml;

namespace Brine.Salt.States;

/// <summary>A declaration whose place in the order and whose requisites' targets are still to be found.</summary>
/// <param name="Declaration">The declaration; its order and requisites are not set.</param>
/// <param name="OrderWish">What <c>order:</c> says, or the compiler said for it; null when nobody did.</param>
/// <param name="NameOrder">Its place among the <c>names</c> of its ID, from 1; 0 when there are none.</param>
/// <param name="Waits">What it waits for, targets not looked up.</param>
/// <param name="Listens">What it listens to, or is listened to by: looked up, without effect.</param>
internal sealed record StateDraft(
    StateDeclaration Declaration, YamlNode? OrderWish, int NameOrder, ImmutableArray<Requisite> Waits,
    ImmutableArray<Requisite> Listens);

namespace Brine.Converge.Files;

/// <summary>How much of a comparison of files is wanted.</summary>
/// <param name="Shown">How many differences are kept; all are counted.</param>
/// <param name="WholeFolders">A folder that is new or gone is one difference, and not one for each file in it.</param>
/// <param name="Under">Only what is in there; <c>/</c> for all.</param>
public sealed record FileWish(int Shown, bool WholeFolders, string Under)
{
    /// <summary>How many files are looked at before it stops.</summary>
    public int Bound { get; init; } = 1_000_000;

    /// <summary>Is told now and then how many were looked at.</summary>
    public Action<int> Tell { get; init; } = _ => { };
}

using System.Runtime.CompilerServices;

namespace Brine.Jinja.Values;

/// <summary>Hard limits on one value, so that <c>'x' * 10**12</c> fails before memory does.</summary>
internal static class Bounds
{
    public const int MaxText = 16 * 1024 * 1024;
    public const int MaxItems = 1_000_000;

    /// <summary>What Jinja's own sandbox allows a range.</summary>
    public const int MaxRange = 100_000;

    public static void Text(long length)
    {
        if (length > MaxText)
            throw new JinjaException($"a text of {length} characters is beyond the limit of {MaxText}");
    }

    public static void Items(long count)
    {
        if (count > MaxItems) throw new JinjaException($"a list of {count} items is beyond the limit of {MaxItems}");
    }

    public static void Stack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new JinjaException("nested too deeply");
    }
}

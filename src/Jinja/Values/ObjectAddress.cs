namespace Brine.Jinja.Values;

/// <summary>
/// Where Python prints the address of an object, we print one and the same: a page must not change by itself.
/// </summary>
internal static class ObjectAddress
{
    public const string Text = "0x7f0000000000";
}

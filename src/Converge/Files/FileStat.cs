using System.Runtime.InteropServices;

namespace Brine.Converge.Files;

/// <summary>What the kernel says of one path; a link is not followed. .NET itself does not tell owners.</summary>
/// <param name="Mode">Type and permissions, as in <c>st_mode</c>.</param>
/// <param name="WrittenAt">Nanoseconds of the Unix clock.</param>
/// <param name="Device">What a device file stands for.</param>
internal readonly partial record struct FileStat(int Mode, uint User, uint Group, long Size, long WrittenAt, (uint Major, uint Minor) Device)
{
    /// <summary>Of <c>struct statx</c>, the same on every architecture.</summary>
    private const int Length = 256;

    private const int NoFollow = 0x100;

    /// <summary>Type, mode, owner, size, time of writing.</summary>
    private const uint Wanted = 0x25B;

    private const int NotThere = 2, NotAFolder = 20;

    /// <summary>Null: there is nothing.</summary>
    /// <exception cref="IOException">It cannot be examined; the message is the system's.</exception>
    public static FileStat? Of(string path)
    {
        Span<byte> found = stackalloc byte[Length];
        if (Statx(0, path, NoFollow, Wanted, ref found[0]) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            return error is NotThere or NotAFolder ? null : throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }

        return new FileStat(Number<ushort>(found[28..]), Number<uint>(found[20..]), Number<uint>(found[24..]), Number<long>(found[40..]),
            (Number<long>(found[112..]) * 1_000_000_000) + Number<uint>(found[120..]), (Number<uint>(found[128..]), Number<uint>(found[132..])));
    }

    private static T Number<T>(ReadOnlySpan<byte> bytes) where T : unmanaged => MemoryMarshal.Read<T>(bytes);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte found);
}

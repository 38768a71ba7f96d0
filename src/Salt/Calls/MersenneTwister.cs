using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Brine.Salt.Calls;

/// <summary>
/// Python's random numbers of a seed (MT19937), so that an order shuffled with a seed is the one that Salt gives.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Size = 624;
    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    /// <param name="seed">Its sign does not count.</param>
    public MersenneTwister(BigInteger seed)
    {
        var key = Words(BigInteger.Abs(seed));
        _state[0] = 19650218;
        for (var i = 1; i < Size; i++)
            _state[i] = (1812433253U * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
        var at = 1;
        for (int i = 0, j = 0; i < Math.Max(Size, key.Length); i++, j = (j + 1) % key.Length)
        {
            _state[at] = (_state[at] ^ ((_state[at - 1] ^ (_state[at - 1] >> 30)) * 1664525U)) + key[j] + (uint)j;
            at = Forward(at);
        }
        for (var i = 0; i < Size - 1; i++)
        {
            _state[at] = (_state[at] ^ ((_state[at - 1] ^ (_state[at - 1] >> 30)) * 1566083941U)) - (uint)at;
            at = Forward(at);
        }
        _state[0] = 0x80000000U;
    }

    /// <summary>Python's <c>random.seed</c> of a text.</summary>
    public static MersenneTwister Of(string seed)
    {
        var bytes = Encoding.UTF8.GetBytes(seed);
        return new MersenneTwister(new BigInteger([.. bytes, .. SHA512.HashData(bytes)], isUnsigned: true, isBigEndian: true));
    }

    /// <summary>Python's <c>random.sample</c>, as places: each at most once, in the order chosen.</summary>
    public List<int> Sample(int count, int size)
    {
        // Python walks over the whole pool when a set of what is chosen would be larger than the pool.
        var room = 21;
        if (size > 5)
            room += (int)Math.Pow(4, Math.Ceiling(Math.Log(size * 3, 4)));
        var chosen = new List<int>();
        if (count <= room)
        {
            var pool = Enumerable.Range(0, count).ToArray();
            for (var i = 0; i < size; i++)
            {
                var place = Below(count - i);
                chosen.Add(pool[place]);
                pool[place] = pool[count - i - 1];
            }
            return chosen;
        }
        var seen = new HashSet<int>();
        while (chosen.Count < size)
        {
            var place = Below(count);
            if (seen.Add(place))
                chosen.Add(place);
        }
        return chosen;
    }

    /// <summary>A number from zero to, but without, a bound.</summary>
    public int Below(int bound)
    {
        var bits = 32 - BitOperations.LeadingZeroCount((uint)bound);
        while (true)
        {
            var number = Next() >> (32 - bits);
            if (number < bound)
                return (int)number;
        }
    }

    private static uint[] Words(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true);
        Array.Resize(ref bytes, (bytes.Length + 3) / 4 * 4);
        return [.. bytes.Chunk(4).Select(four => BitConverter.ToUInt32(four))];
    }

    private int Forward(int at)
    {
        if (++at < Size)
            return at;
        _state[0] = _state[Size - 1];
        return 1;
    }

    private uint Next()
    {
        if (_next == Size)
            Twist();
        var y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680U;
        y ^= (y << 15) & 0xEFC60000U;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (var i = 0; i < Size; i++)
        {
            var y = (_state[i] & 0x80000000U) | (_state[(i + 1) % Size] & 0x7FFFFFFFU);
            _state[i] = _state[(i + 397) % Size] ^ (y >> 1) ^ ((y & 1) == 0 ? 0U : 0x9908B0DFU);
        }
        _next = 0;
    }
}

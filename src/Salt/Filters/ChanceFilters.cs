using System.Globalization;
using System.Numerics;
using System.Text;
using Brine.Jinja;
using Brine.Salt.Calls;

namespace Brine.Salt.Filters;

/// <summary>Random texts, hashes and orders</summary>
internal static class ChanceFilters
{
    public static FilterLine[] Table =>
    [
        new("random_str", "size?", (a, host) => JinjaValue.Of(Text(host, a.Integer("size", 32)))),
        new("random_hash", "size? hash_type?", Hash),
        new("rand_str", "size? hash_type?", Hash),
        new("random_shuffle", "value seed?", (a, host) => Sample(a, host, PythonOperations.Length(a.Value("value")))),
        new("random_sample", "value size seed?", (a, host) => Sample(a, host, a.Integer("size", 0))),
        new("gen_mac", "prefix?", (a, host) => JinjaValue.Of((a["prefix"]?.ToText() ?? "AC:DE:48")
            + string.Concat(host.Random(3).Select(value => string.Create(CultureInfo.InvariantCulture, $":{value:X2}"))))),
    ];

    /// <summary>A number from zero to a bound, the bound included.</summary>
    public static BigInteger UpTo(ISaltHost host, BigInteger most)
    {
        // 16 bytes more than the bound needs: what is cut off by the remainder is too little to be seen.
        var bytes = host.Random(most.GetByteCount() + 16);
        return new BigInteger(bytes, isUnsigned: true) % (most + 1);
    }

    private static string Text(ISaltHost host, int size) =>
        Convert.ToBase64String(host.Random(Math.Clamp(size, 0, 1 << 20)))[..Math.Clamp(size, 0, 1 << 20)];

    private static JinjaValue Hash(Arguments a, ISaltHost host)
    {
        var most = a.Given("size") is { } given
            ? given.TryGetInteger(out var number) && number >= 0 ? number : throw a.Wrong("'size' must be a number")
            : 9999999999;
        var name = a.OptionalText("hash_type") ?? "md5";
        return DigestFilters.Hex(name, Encoding.ASCII.GetBytes(
            UpTo(host, most).ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// With a seed, which must be a text, the choice is the same every time, and the same as Salt's.
    /// </summary>
    private static JinjaValue Sample(Arguments a, ISaltHost host, int size)
    {
        var items = a.Value("value");
        if (items.Kind is not (JinjaKind.List or JinjaKind.Tuple or JinjaKind.Text or JinjaKind.Iterable))
            throw a.Wrong($"it chooses from a list, not from {PythonOperations.TypeName(items)}");
        var pool = PythonOperations.Walk(items).ToList();
        if (size < 0 || size > pool.Count)
            throw a.Wrong($"cannot choose {size} of {pool.Count}");
        if (a.Given("seed") is not { } seed)
        {
            for (var i = 0; i < size; i++)
            {
                var other = i + (int)UpTo(host, pool.Count - 1 - i);
                (pool[i], pool[other]) = (pool[other], pool[i]);
            }
            return JinjaValue.List(pool.Take(size));
        }
        if (!seed.TryGetText(out var text))
            throw a.Wrong($"'seed' must be a text, not {PythonOperations.TypeName(seed)}");
        var twister = MersenneTwister.Of(DigestFilters.Hex("sha512", Encoding.UTF8.GetBytes(text)).ToText());
        return JinjaValue.List(twister.Sample(pool.Count, size).Select(place => pool[place]));
    }
}

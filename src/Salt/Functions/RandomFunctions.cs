using System.Globalization;
using System.Numerics;
using System.Text;
using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Filters;

namespace Brine.Salt.Functions;

/// <summary>random.*</summary>
internal static class RandomFunctions
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    public static FunctionLine[] Table =>
    [
        new("random.hash", "value algorithm?", (a, _) =>
            DigestFilters.Hex(a.OptionalText("algorithm") ?? "sha512", Encoding.UTF8.GetBytes(a.Text("value")))),
        new("random.str_encode", "value encoder?", (a, _) => (a.OptionalText("encoder") ?? "base64") == "base64"
            ? JinjaValue.Of(Convert.ToBase64String(Encoding.UTF8.GetBytes(a.Text("value"))))
            : throw a.Wrong($"there is no encoder '{a.Text("encoder")}'; Brine has base64")),
        new("random.get_str", "length? chars? lowercase? uppercase? digits? punctuation? whitespace? printable?", Text),
        new("random.rand_int", "start? end? seed?", Integer),
        new("random.seed", "range? hash?", (a, w) => JinjaValue.Of(
            Seeded(a.Given("hash") ?? JinjaValue.Of(w.Context.MinionId)).Below(Math.Max(a.Integer("range", 10), 1)))),
        .. ChanceFilters.Table.Where(line => line.Name is "random_shuffle" or "random_sample")
            .Select(line => new FunctionLine("random." + line.Name["random_".Length..], line.Takes, (a, w) => line.Body(a, w.Host))),
    ];

    private static JinjaValue Text(Arguments a, World w)
    {
        var letters = a.OptionalText("chars") ?? string.Concat(
            Set(a, "lowercase", "abcdefghijklmnopqrstuvwxyz"), Set(a, "uppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            Set(a, "digits", "0123456789"), Set(a, "punctuation", Punctuation),
            a.Flag("whitespace") || a.Flag("printable") ? " \t\n\r\v\f" : "");
        var length = a.Integer("length", 20);
        if (letters.Length == 0 || length is < 0 or > 1 << 20)
            throw a.Wrong("there are no letters to choose from, or the length is not one for a text");
        return JinjaValue.Of(string.Concat(Enumerable.Range(0, length)
            .Select(_ => letters[(int)ChanceFilters.UpTo(w.Host, letters.Length - 1)])));
    }

    private static string Set(Arguments a, string name, string letters) =>
        a.Flag(name, otherwise: true) || a.Flag("printable") ? letters : "";

    private static JinjaValue Integer(Arguments a, World w)
    {
        var (start, end) = (a.Integer("start", 1), a.Integer("end", 10));
        if (end < start)
            throw a.Wrong(string.Create(CultureInfo.InvariantCulture, $"{end} comes before {start}"));
        if (a.Given("seed") is { } seed)
            return JinjaValue.Of(start + Seeded(seed).Below(end - start + 1));
        return JinjaValue.Of(start + ChanceFilters.UpTo(w.Host, (BigInteger)end - start));
    }

    private static MersenneTwister Seeded(JinjaValue seed) => seed.TryGetInteger(out var number)
        ? new MersenneTwister(number)
        : MersenneTwister.Of(seed.ToText());
}

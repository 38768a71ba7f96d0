using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Filters;

namespace Brine.Salt.Functions;

/// <summary>hashutil.*: what the filters of that kind do, as functions</summary>
internal static class HashutilFunctions
{
    public static FunctionLine[] Table =>
    [
        new("hashutil.digest", "instr checksum?", (a, _) => DigestFilters.Hex(Checksum(a), DigestFilters.Bytes(a, "instr"))),
        new("hashutil.digest_file", "infile checksum?", (a, w) => DigestFilters.Hex(Checksum(a), w.Host.Read(a.Text("infile")))),
        .. Same("hashutil.md5_digest", "md5"),
        .. Same("hashutil.sha256_digest", "sha256"),
        .. Same("hashutil.sha512_digest", "sha512"),
        .. Same("hashutil.base64_b64encode", "base64_encode"),
        .. Same("hashutil.base64_b64decode", "base64_decode"),
        .. Same("hashutil.base64_decodestring", "base64_decode"),
        .. Same("hashutil.hmac_signature", "hmac"),
        .. Same("hashutil.hmac_compute", "hmac_compute"),
        new("hashutil.base64_encodestring", "instr", (a, _) => Wrapped(DigestFilters.Bytes(a, "instr"))),
        new("hashutil.base64_encodefile", "fname", (a, w) => Wrapped(w.Host.Read(a.Text("fname")))),
    ];

    private static string Checksum(Arguments a) => a.OptionalText("checksum") ?? "md5";

    private static IEnumerable<FunctionLine> Same(string name, string filter) =>
        DigestFilters.Table.Where(line => line.Name == filter)
            .Select(line => new FunctionLine(name, line.Takes, (a, w) => line.Body(a, w.Host)));

    /// <summary>Lines of 76 letters, as mail has them.</summary>
    private static JinjaValue Wrapped(byte[] bytes) => JinjaValue.Of(
        string.Concat(bytes.Chunk(57).Select(part => Convert.ToBase64String(part) + "\n")));
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Brine.Jinja;
using Brine.Salt.Calls;
using Brine.Salt.Yaml;

namespace Brine.Salt.Filters;

/// <summary>base64, hashes, uuid</summary>
internal static class DigestFilters
{
    private const string Weak = "a template may want it: not for security, but as Salt has it";

    /// <summary>What Salt's <c>uuid</c> filter counts names in.</summary>
    private static readonly byte[] Namespace = Convert.FromHexString("91633EBF1C865E33935A28061F4B480E");

    public static FilterLine[] Table =>
    [
        new("base64_encode", "instr", (a, _) => JinjaValue.Of(Convert.ToBase64String(Bytes(a, "instr")))),
        new("base64_decode", "instr", (a, _) => Decoded(a)),
        new("md5", "instr", (a, _) => Hex("md5", Bytes(a, "instr"))),
        new("sha1", "instr", (a, _) => Hex("sha1", Bytes(a, "instr"))),
        new("sha256", "instr", (a, _) => Hex("sha256", Bytes(a, "instr"))),
        new("sha512", "instr", (a, _) => Hex("sha512", Bytes(a, "instr"))),
        new("hmac", "string shared_secret challenge_hmac", (a, _) => JinjaValue.Of(Convert.ToBase64String(
            HMACSHA256.HashData(Bytes(a, "shared_secret"), Bytes(a, "string"))) == a.Text("challenge_hmac"))),
        new("hmac_compute", "string shared_secret", (a, _) => JinjaValue.Of(Convert.ToHexStringLower(
            HMACSHA256.HashData(Bytes(a, "shared_secret"), Bytes(a, "string"))))),
        new("uuid", "val", (a, _) => JinjaValue.Of(Uuid(a.Text("val")))),
    ];

    /// <summary>A hash by Python's name for it; null when there is none of that name.</summary>
    [SuppressMessage("Security", "CA5350", Justification = Weak)]
    [SuppressMessage("Security", "CA5351", Justification = Weak)]
    public static byte[]? Hash(string name, byte[] bytes) => name switch
    {
        "md5" => MD5.HashData(bytes),
        "sha1" => SHA1.HashData(bytes),
        "sha256" => SHA256.HashData(bytes),
        "sha384" => SHA384.HashData(bytes),
        "sha512" => SHA512.HashData(bytes),
        _ => null,
    };

    /// <exception cref="JinjaException">There is no such hash.</exception>
    public static JinjaValue Hex(string name, byte[] bytes) => JinjaValue.Of(Convert.ToHexStringLower(
        Hash(name, bytes) ?? throw new JinjaException($"'{name}' is no hash; use md5, sha1, sha256, sha384 or sha512")));

    public static byte[] Bytes(Arguments a, string name) =>
        PythonOperations.Content(a.Value(name)) ?? Encoding.UTF8.GetBytes(a.Text(name));

    private static JinjaValue Decoded(Arguments a) => ByteText.Of(
        Base64Text.Read(Encoding.UTF8.GetString(Bytes(a, "instr")))
        ?? throw a.Wrong($"'{a.Value("instr").ToText()}' is no base64"));

    /// <summary>A name's UUID of version 5.</summary>
    private static string Uuid(string name)
    {
        var hash = Hash("sha1", [.. Namespace, .. Encoding.UTF8.GetBytes(name)])!.AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }
}

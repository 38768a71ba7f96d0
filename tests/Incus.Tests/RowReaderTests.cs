using System.Text;
using System.Text.Json;
using Brine.Incus.Transport;
using Brine.Incus.Wire;

namespace Brine.Incus.Tests;

public sealed class RowReaderTests
{
    private const string Answer = """
        {"type":"sync","status":"Success","status_code":200,"operation":"","error_code":0,"error":"","more":{"a":[1,{"b":null}]},
         "metadata":[{"name":"a","config":{"k":"v, \"}]"},"unknown":[[],{}]},{"name":"ü/☃","description":"two\nlines"},null,{"name":"c"}]}
        """;

    [Fact]
    public async Task However_an_answer_comes_in_pieces_its_rows_are_the_same()
    {
        for (var piece = 1; piece <= Encoding.UTF8.GetByteCount(Answer); piece++)
        {
            var (rows, names) = await Read(Answer, piece);
            Assert.Equal(["a", "ü/☃", "c"], names);
            Assert.Equal((4, "sync", ""), (rows.Count, rows.Type, rows.Error));
        }
    }

    [Theory]
    [InlineData("""{"type":"error","error":"it is closed","metadata":null}""", "error", "it is closed")]
    [InlineData("""{"metadata":{"no":"list"},"type":"sync"}""", "sync", null)]
    [InlineData("""{"metadata":[],"type":"sync"}""", "sync", null)]
    [InlineData("{}", null, null)]
    public async Task What_holds_no_rows_has_none(string answer, string? type, string? error)
    {
        var (rows, names) = await Read(answer, 3);
        Assert.Empty(names);
        Assert.Equal((0, type, error), (rows.Count, rows.Type, rows.Error));
    }

    [Theory]
    [InlineData("""{"type":"sync","metadata":[{"name":"a"},{"na""")]
    [InlineData("""{"type":"sync","metadata":[{"name":"a"}""")]
    [InlineData("""{"type":"sync","metadata":[{"name":"a"}]""")]
    [InlineData("""{"type":"sync","metadata":[{"name":"a"} {"name":"b"}]}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task What_is_cut_off_or_no_json_is_an_error_and_not_a_shorter_list(string answer)
    {
        await Assert.ThrowsAnyAsync<JsonException>(() => Read(answer, 4));
        await Assert.ThrowsAnyAsync<JsonException>(() => Read(answer, 4096));
    }

    private static async Task<(RowReader<WireVolume> Rows, List<string> Names)> Read(string answer, int piece)
    {
        var names = new List<string>();
        var rows = new RowReader<WireVolume>(WireJson.Default.WireVolume, row => names.Add(row.Name!));
        await rows.ReadAsync(new Pieces(Encoding.UTF8.GetBytes(answer), piece), TestContext.Current.CancellationToken);
        return (rows, names);
    }

    /// <summary>A stream that gives so many bytes at a time, as a slow network does.</summary>
    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}

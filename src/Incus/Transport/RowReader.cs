using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Brine.Incus.Transport;

/// <summary>
/// An answer whose metadata is a list, read row by row: never more of it is held than the longest row and what is kept.
/// </summary>
/// <param name="keep">Told each row as soon as it is read.</param>
internal sealed class RowReader<T>(JsonTypeInfo<T> shape, Action<T> keep)
{
    /// <summary>A row that comes in many pieces is looked through again at each; most rows fit in one of these.</summary>
    private static readonly StreamPipeReaderOptions s_pieces = new(bufferSize: 64 * 1024);

    private JsonReaderState _state;
    private Place _place;
    private string _name = "";

    private enum Place
    {
        Start,
        Fields,
        Value,
        Rows,
        End,
    }

    /// <summary>How many rows there were.</summary>
    public int Count { get; private set; }

    public string? Type { get; private set; }

    public string? Error { get; private set; }

    /// <exception cref="JsonException">It is no JSON, or ends too early.</exception>
    public async Task ReadAsync(Stream body, CancellationToken ct)
    {
        var pipe = PipeReader.Create(body, s_pieces);
        try
        {
            while (_place != Place.End)
            {
                var read = await pipe.ReadAsync(ct);
                pipe.AdvanceTo(Take(read.Buffer, read.IsCompleted), read.Buffer.End);
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    /// <summary>Up to where the buffer is done with.</summary>
    private SequencePosition Take(ReadOnlySequence<byte> buffer, bool isLast)
    {
        var reader = new Utf8JsonReader(buffer, isLast, _state);
        while (true)
        {
            // A step that finds its value incomplete is taken again from here, with more of it.
            (var position, _state) = (reader.Position, reader.CurrentState);
            if (_place == Place.End || !TakeStep(ref reader))
                return position;
        }
    }

    private bool TakeStep(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            return false;
        switch (_place)
        {
            case Place.Start:
                _place = reader.TokenType == JsonTokenType.StartObject ? Place.Fields : throw new JsonException("it is no object");
                return true;
            case Place.Fields:
                _name = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : "";
                _place = reader.TokenType == JsonTokenType.EndObject ? Place.End : Place.Value;
                return true;
            case Place.Value when _name == "metadata" && reader.TokenType == JsonTokenType.StartArray:
                _place = Place.Rows;
                return true;
            case Place.Value:
                return TakeField(ref reader);
            case Place.Rows when reader.TokenType == JsonTokenType.EndArray:
                _place = Place.Fields;
                return true;
            default:
                return TakeRow(ref reader);
        }
    }

    private bool TakeField(ref Utf8JsonReader reader)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        if (!reader.TrySkip())
            return false;
        (Type, Error) = (_name == "type" ? text : Type, _name == "error" ? text : Error);
        _place = Place.Fields;
        return true;
    }

    private bool TakeRow(ref Utf8JsonReader reader)
    {
        var whole = reader;
        if (!whole.TrySkip())
            return false;
        if (JsonSerializer.Deserialize(ref reader, shape) is { } row)
            keep(row);
        Count++;
        return true;
    }
}

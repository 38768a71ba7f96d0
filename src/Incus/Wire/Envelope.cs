namespace Brine.Incus.Wire;

/// <summary>What every answer is wrapped in. <c>type</c> is sync, async or error.</summary>
internal sealed class Envelope<T>
{
    public string? Type { get; set; }

    public int StatusCode { get; set; }

    public string? Operation { get; set; }

    public int ErrorCode { get; set; }

    public string? Error { get; set; }

    public T? Metadata { get; set; }
}

/// <summary>An answer whose status is an error; whatever else it holds does not matter.</summary>
internal sealed class WireError
{
    public string? Error { get; set; }
}

/// <summary>Metadata that nobody reads.</summary>
internal sealed class Nothing;

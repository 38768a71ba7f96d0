namespace Brine.Incus;

/// <summary>What kind of refusal or failure an <see cref="IncusException"/> is.</summary>
public enum IncusErrorKind
{
    /// <summary>No connection: nothing was sent.</summary>
    Unreachable,

    /// <summary>Trust is missing, on our side or the server's.</summary>
    Untrusted,

    /// <summary>Known, but not allowed to do this.</summary>
    Forbidden,

    /// <summary>See <see cref="IncusException.Missing"/>.</summary>
    NotFound,

    /// <summary>The object changed since it was read (ETag).</summary>
    PreconditionFailed,

    /// <summary>The name is taken.</summary>
    Conflict,

    /// <summary>Another operation holds the instance, and did so for longer than we retry.</summary>
    Busy,

    InvalidRequest,

    /// <summary>The server accepted the work and failed at it; the state has to be read again.</summary>
    OperationFailed,

    /// <summary>No end within the time limit; the operation goes on at the server.</summary>
    TimedOut,

    /// <summary>The request may or may not have been carried out: read before doing anything else.</summary>
    ConnectionLost,

    /// <summary>The server no longer knows the operation; its result has to be read.</summary>
    OperationVanished,

    /// <summary>The cluster member that holds the object cannot be reached.</summary>
    Offline,

    /// <summary>The cluster member is evacuated: it starts and takes no instance until it is restored.</summary>
    Evacuated,

    /// <summary>
    /// The database decides nothing, mostly because too few members of the cluster are left: no change is taken, little can be
    /// read.
    /// </summary>
    NoQuorum,

    /// <summary>Anything else the server said.</summary>
    Server,
}

/// <summary>What a NotFound error did not find.</summary>
public enum MissingThing
{
    Other,
    Project,
    Instance,
    Snapshot,
    Pool,
    Volume,
    Profile,
    Image,
    Operation,
}

/// <summary>The world refused. The message is one line: what was done, the server's text, the HTTP status.</summary>
public sealed class IncusException : Exception
{
    public IncusException(
        IncusErrorKind kind, string doing, string path, string serverText, int? httpStatus, Exception? inner = null)
        : base(OneLine(doing, serverText, httpStatus), inner)
    {
        Kind = kind;
        Doing = doing;
        Path = path;
        ServerText = serverText;
        HttpStatus = httpStatus;
    }

    public IncusErrorKind Kind { get; }

    /// <summary>Null unless <see cref="Kind"/> is NotFound.</summary>
    public MissingThing? Missing { get; init; }

    /// <summary>Null when no answer came, and for a failure inside an operation.</summary>
    public int? HttpStatus { get; }

    /// <summary>Incus's exact text; may hold several lines.</summary>
    public string ServerText { get; }

    /// <summary>In words: <c>create snapshot a of c1</c>.</summary>
    public string Doing { get; }

    /// <summary>The request's path and query.</summary>
    public string Path { get; }

    private static string OneLine(string doing, string text, int? status)
    {
        string flat = text.ReplaceLineEndings(" ").Trim();
        return status is { } code ? $"{doing}: {flat} (HTTP {code})" : $"{doing}: {flat}";
    }
}

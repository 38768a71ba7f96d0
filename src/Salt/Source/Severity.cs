namespace Brine.Salt.Source;

/// <summary>Whether a <see cref="Diagnostic"/> stops the run.</summary>
public enum Severity
{
    /// <summary>Nothing may be planned from the file.</summary>
    Error,

    /// <summary>Worth telling; the run goes on.</summary>
    Warning,
}

using System.Collections.Immutable;

namespace Brine.Salt;

/// <summary>A command that a template wants run.</summary>
public sealed record CommandRequest
{
    /// <summary>Program and arguments; empty when <see cref="ShellText"/> is given.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Text for a shell (<c>python_shell=True</c>); null when the command runs without one.</summary>
    public string? ShellText { get; init; }

    /// <summary>The shell for <see cref="ShellText"/>.</summary>
    public string Shell { get; init; } = "/bin/sh";

    /// <summary>The folder to run in; null means the host's choice.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to set beside those that are there.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The user to run as; null means the one who runs Brine.</summary>
    public string? RunAs { get; init; }

    /// <summary>What the command reads; null means nothing.</summary>
    public string? StandardInput { get; init; }

    /// <summary>When it is to be killed; null means the host's choice.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>True to give its error output too, as Salt's <c>cmd.run</c> does.</summary>
    public bool WithErrorOutput { get; init; } = true;

    /// <summary>The command as people would type it.</summary>
    public string Shown => ShellText ?? string.Join(' ', Arguments);
}

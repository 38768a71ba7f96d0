using System.Collections.Immutable;

namespace Brine.Planner.Checks;

/// <summary>
/// What is asked of the host before an entry is carried out (<c>onlyif</c>, <c>unless</c>, <c>creates</c>) and after
/// it (<c>check_cmd</c>).
/// </summary>
public sealed record EntryChecks
{
    /// <summary>All must hold.</summary>
    public ImmutableArray<Check> OnlyIf { get; init; } = [];

    /// <summary>Not all may hold.</summary>
    public ImmutableArray<Check> Unless { get; init; } = [];

    /// <summary>Paths; with all of them there, there is nothing to do.</summary>
    public ImmutableArray<string> Creates { get; init; } = [];

    /// <summary>Commands that decide, behind the entry, whether it succeeded.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>The user that commands run as; null: the one who runs Brine.</summary>
    public string? RunAs { get; init; }

    /// <summary>Octal digits; null: as it is.</summary>
    public string? Umask { get; init; }

    public bool HasBefore => !OnlyIf.IsEmpty || !Unless.IsEmpty || !Creates.IsEmpty;

    /// <summary>Every command that may be run for it.</summary>
    public IEnumerable<string> Commands => OnlyIf.Concat(Unless).Where(c => c.Kind is CheckKind.Command or CheckKind.Output)
        .Select(c => c.Text).Concat(After);
}

/// <param name="Text">A command for the shell, or a path.</param>
public readonly record struct Check(CheckKind Kind, string Text);

public enum CheckKind
{
    /// <summary>Holds when the command ends with 0.</summary>
    Command,

    /// <summary>Holds when the command ends with 0 and prints something (<c>fun: cmd.run</c>).</summary>
    Output,

    /// <summary>Holds when there is such a file.</summary>
    File,

    /// <summary>Holds when there is such a folder.</summary>
    Folder,

    /// <summary>Holds when there is anything at that path.</summary>
    Path,

    /// <summary>Holds when the text is <c>true</c>.</summary>
    Constant,
}

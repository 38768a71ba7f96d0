using Brine.Jinja;
using Brine.Salt.Functions;
using Brine.Salt.Source;

namespace Brine.Salt.Templates;

/// <summary>
/// The files that one rendering imports. As in Salt, <c>tpldir</c> and its kin move with each file that is loaded: a
/// file imported without context sees its own, and so does the next import that begins with <c>./</c>.
/// </summary>
internal sealed class Imports(World world)
{
    private readonly Dictionary<string, IReadOnlyDictionary<string, JinjaValue>> _own = new(StringComparer.Ordinal);
    private string _folder = world.Path.Folder;

    /// <summary>Null when there is no such file.</summary>
    public string? Load(string name)
    {
        var path = TemplatePath.Imported(name, _folder);
        if (path is null || world.Context.StateRoot.At(path) is not { } file)
            return null;
        var isRelative = TemplatePath.IsRelative(name);
        if (!isRelative)
            _folder = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
        _own[name] = new Dictionary<string, JinjaValue>(StringComparer.Ordinal)
        {
            ["tplfile"] = JinjaValue.Of(isRelative ? name : path),
            ["tpldir"] = JinjaValue.Of(_folder.Length == 0 ? "." : _folder),
            ["tpldot"] = JinjaValue.Of(_folder.Replace('/', '.')),
        };
        return file.Text is ['\uFEFF', ..] ? file.Text[1..] : file.Text;
    }

    /// <summary>What a file that was loaded by that name sees of itself.</summary>
    public IReadOnlyDictionary<string, JinjaValue> Own(string name) =>
        _own.GetValueOrDefault(name) ?? new Dictionary<string, JinjaValue>(StringComparer.Ordinal);

    /// <summary>The file that a name in an error means, its path as people see it.</summary>
    public static SourceFile? Named(string name, World world)
    {
        var tree = world.Context.StateRoot;
        return TemplatePath.Imported(name, world.Path.Folder) is { } path && tree.At(path) is { } found
            ? found with { Path = tree.Shown(found.Path) }
            : null;
    }
}

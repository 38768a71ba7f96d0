using System.Collections.Frozen;
using Brine.Jinja.Syntax;

namespace Brine.Jinja.Parsing;

/// <summary>
/// Reads what follows a tag's name, its body and the name of its end tag, but not the last <c>%}</c>.
/// </summary>
internal delegate Statement StatementReader(TemplateParser parser, int line);

/// <summary>Which reader each tag has. A new tag is a line here.</summary>
internal static class StatementTable
{
    public static readonly FrozenDictionary<string, StatementReader> Readers = new Dictionary<string, StatementReader>
    {
        ["if"] = ControlReaders.If,
        ["for"] = ControlReaders.For,
        ["break"] = (parser, line) => ControlReaders.Jump(parser, line, Flow.Break),
        ["continue"] = (parser, line) => ControlReaders.Jump(parser, line, Flow.Continue),
        ["with"] = ControlReaders.With,
        ["set"] = AssignReaders.Set,
        ["do"] = AssignReaders.Do,
        ["print"] = AssignReaders.Print,
        ["autoescape"] = MacroReaders.AutoEscape,
        ["filter"] = MacroReaders.Filter,
        ["macro"] = MacroReaders.Macro,
        ["call"] = MacroReaders.Call,
        ["import"] = ImportReaders.Import,
        ["from"] = ImportReaders.From,
        ["include"] = ImportReaders.Include,
        ["extends"] = ImportReaders.Extends,
        ["block"] = ImportReaders.Block,
    }.ToFrozenDictionary();
}

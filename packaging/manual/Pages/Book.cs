using Brine.Cli;

namespace Brine.Manual.Pages;

/// <summary>All pages: one for the program, one for each command.</summary>
internal static class Book
{
    public static IEnumerable<Chapter> Chapters()
    {
        // Commands are only looked at, none is run.
        var nowhere = new Surroundings
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal),
            In = TextReader.Null, Out = TextWriter.Null, Error = TextWriter.Null, Time = TimeProvider.System,
        };
        return new Chapter([CommandLine.Tree(nowhere)]).WithAllBelow();
    }

    public static IEnumerable<(string Name, string Text)> Pages(DateOnly date) =>
        Chapters().Select(c => (c.Page + ".1", ManualPage.Of(c, date)));
}

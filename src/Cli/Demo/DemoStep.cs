namespace Brine.Cli.Demo;

/// <summary>One thing that the demo shows: a sentence, then a command line as one would type it.</summary>
/// <param name="Line">What is printed after the prompt.</param>
/// <param name="Arguments">Brine's arguments; empty where something else happens.</param>
/// <param name="Before">What happens in the world before; null: nothing.</param>
internal sealed record DemoStep(string Sentence, string Line, string[] Arguments, Func<Task>? Before = null)
{
    /// <summary>How it must end, where no changes are pending.</summary>
    public int Ends { get; init; } = Exits.Done;

    public static DemoStep Brine(string sentence, params string[] arguments) =>
        new(sentence, "brine " + string.Join(' ', arguments), arguments);
}

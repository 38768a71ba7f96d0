using System.CommandLine;
using Brine.Converge.Read;

namespace Brine.Cli.Options;

/// <summary>How state and pillar files are found and read.</summary>
internal sealed class SourceOptions
{
    private readonly Option<string[]> _pillar = new("--pillar")
        { Description = "pillar data for templates: a file, or JSON; may be repeated", HelpName = "FILE|JSON" };
    private readonly Option<string[]> _stateRoot = new("--state-root")
    {
        Description = "where SLS names, include and imports look; may be repeated, the first that has a file wins "
            + "(default: the first file's folder)",
        HelpName = "[ENV=]DIR",
    };
    private readonly Option<string[]> _pillarRoot = new("--pillar-root")
        { Description = "a pillar tree with a top.sls; may be repeated", HelpName = "[ENV=]DIR" };
    private readonly Option<string?> _saltenv = new("--saltenv")
        { Description = "the environment of the states (default: base; for top files all)", HelpName = "ENV" };
    private readonly Option<string?> _pillarEnv = new("--pillarenv")
        { Description = "the environment of the pillar (default: all)", HelpName = "ENV" };
    private readonly Option<string?> _config = new("--salt-config")
        { Description = "a masterless minion's configuration: id, roots, grains and so on are taken from it", HelpName = "FILE" };
    private readonly Option<string?> _id = new("--id")
        { Description = "the minion's id (default: local)", HelpName = "MINION" };
    private readonly Option<bool> _noExec = new("--no-exec") { Description = "refuse templates and states that run commands" };
    private readonly Option<bool> _skipForeign = new("--skip-foreign")
        { Description = "leave out states that are not incus.*" };

    public void AddTo(Command command, bool withStates = true)
    {
        Option[] options = [_stateRoot, _pillar, _pillarRoot, _saltenv, _pillarEnv, _config, _id, _noExec];
        foreach (var option in withStates ? [.. options, _skipForeign] : options)
            command.Options.Add(option);
    }

    /// <summary>A saved plan may hold commands, which this refuses.</summary>
    public bool NoExec(ParseResult parsed) => parsed.GetValue(_noExec);

    /// <summary>A tree is named, whose top file says what is declared.</summary>
    public bool NamesTree(ParseResult parsed) =>
        parsed.GetValue(_stateRoot) is { Length: > 0 } || parsed.GetValue(_pillarRoot) is { Length: > 0 } || parsed.GetValue(_config) is not null;

    public SourceRequest Read(ParseResult parsed, IReadOnlyList<string> words)
    {
        var query = new SourceQuery
        {
            Words = words,
            Pillars = parsed.GetValue(_pillar) ?? [],
            StateRoots = parsed.GetValue(_stateRoot) ?? [],
            PillarRoots = parsed.GetValue(_pillarRoot) ?? [],
            Saltenv = parsed.GetValue(_saltenv),
            PillarEnv = parsed.GetValue(_pillarEnv),
            SaltConfig = parsed.GetValue(_config),
            MinionId = parsed.GetValue(_id),
        };
        if (query is { Words.Count: 0, StateRoots.Count: 0, PillarRoots.Count: 0, SaltConfig: null })
            throw new UsageException("nothing is named that could be carried out",
                "name a file or an SLS; or give --state-root for its top.sls, --pillar-root for its pillar, or --salt-config");
        return new SourceRequest(query, parsed.GetValue(_noExec), parsed.GetValue(_skipForeign));
    }
}

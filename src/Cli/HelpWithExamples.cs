using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Brine.Cli;

/// <summary>The usual help, then examples, then (for the whole program) the exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction usual, int width) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["brine"] = ["brine demo", "brine plan snapshots.sls", "brine apply snapshots.sls", "brine list"],
        ["plan"] = ["brine plan web.sls pillar.sls", "brine plan web.sls -o plan.json",
            "brine plan web.snapshots --state-root /srv/salt", "brine plan --salt-config /etc/salt/minion"],
        ["apply"] = ["brine apply web.sls", "brine apply plan.json",
            "brine apply web.sls --pillar '{\"release\": \"1.2.3\"}'"],
        ["list"] = ["brine list", "brine list web-server --out json", "brine list 'prod:web-*' --project shop",
            "brine list '*:' --all-projects"],
        ["show"] = ["brine show web-server/before-update"],
        ["diff"] = ["brine diff web-server/before-update", "brine diff web-server/monday web-server/friday --under /etc",
            "brine diff web-server/before-update --files 1000 --out json"],
        ["schedule"] = ["brine schedule", "brine schedule web-server --states policies.sls", "brine schedule --check '0 6 * * 1-5'"],
        ["create"] = ["brine create web-server/before-update --description 'before 1.2.3' --expires 7d"],
        ["delete"] = ["brine delete web-server/old-1 web-server/old-2", "brine delete web-server/old --yes"],
        ["restore"] = ["brine restore web-server/before-update --test", "brine restore web-server/before-update --yes"],
        ["rename"] = ["brine rename web-server/snap0 before-update"],
        ["clone"] = ["brine clone web-server/before-update web-test --start --no-network", "brine clone web-server web-copy --pool fast"],
        ["publish"] = ["brine publish web-server/golden --alias golden-web --property os=debian"],
        ["volume"] = ["brine volume list", "brine volume create fast/records/before-update --expires 7d",
            "brine volume restore fast/records/before-update --test"],
        ["volume list"] = ["brine volume list", "brine volume list fast", "brine volume list fast/records --out json"],
        ["volume create"] = ["brine volume create fast/records/before-update --description 'before 1.2.3' --expires 7d"],
        ["volume delete"] = ["brine volume delete fast/records/old-1 fast/records/old-2", "brine volume delete fast/records/old --yes"],
        ["volume restore"] = ["brine volume restore fast/records/before-update --test", "brine volume restore fast/records/before-update --yes"],
        ["drill"] = ["brine drill web-server --check 'test -s /etc/nginx/nginx.conf && nginx -t'",
            "brine drill db/nightly --check 'pg_ctl -D /data start -w && psql -c \"select 1\"' --timeout 10m", "brine drill web db --check 'systemctl is-system-running --wait' --every 7d"],
        ["prune"] = ["brine prune --pattern 'daily-*' --daily 7 --weekly 4", "brine prune 'web-*' --except web-test --pattern '*' --within 30d --yes",
            "brine prune web-server --pattern 'auto-*' --daily 7 --forecast 90",
            "brine prune '*:web-*' --pattern 'daily-*' --daily 7"],
        ["group"] = ["brine group create nightly 'web-*' db --before 'sync'", "brine group list"],
        ["group create"] = ["brine group create before-deploy web-1 web-2 db --description 'before 1.2.3'",
            "brine group create nightly db 'prod:web-*' --before 'db*=mysqladmin flush-tables' --expires 7d"],
        ["group restore"] = ["brine group restore before-deploy --test", "brine group restore before-deploy --yes"],
        ["group delete"] = ["brine group delete before-deploy --yes"],
        ["group list"] = ["brine group list", "brine group list --all-projects --out json"],
        ["group show"] = ["brine group show before-deploy"],
        ["remote"] = ["brine remote add prod eyJjbGllbnRfbmFtZSI6…", "brine remote list", "brine remote remove prod"],
        ["remote add"] = ["brine remote add prod eyJjbGllbnRfbmFtZSI6…", "brine remote add prod https://10.0.0.7:8443 --project shop",
            "brine remote add lab lab.example --token eyJjbGllbnRfbmFtZSI6…"],
        ["remote list"] = ["brine remote list", "brine remote list --out json"],
        ["remote remove"] = ["brine remote remove prod"],
        ["recover"] = ["brine recover --dry-run", "brine recover"],
        ["pin"] = ["brine pin web-server/before-update --until 90d --why 'audit 2026'"],
        ["unpin"] = ["brine unpin web-server/before-update"],
        ["timer"] = ["brine timer install nightly --on '@daily' -- apply /srv/brine/web.sls", "brine timer show", "brine timer remove nightly"],
        ["timer install"] = ["brine timer install nightly --on '30 2 * * *' -- apply /srv/brine/web.sls",
            "brine timer install thin --on 'Sun 04:00' -- prune --pattern 'daily-*' --daily 7 --yes",
            "brine timer install mine --on '@hourly' --user --dry-run -- apply web.sls"],
        ["timer remove"] = ["brine timer remove nightly"],
        ["timer show"] = ["brine timer show", "brine timer show nightly --out json"],
        ["lint"] = ["brine lint web.sls pillar.sls", "brine lint /srv/salt --strict", "brine lint web.sls --out sarif",
            "brine lint --rules"],
        ["doctor"] = ["brine doctor", "brine doctor web-server 'db-*' -v", "brine doctor prod: --all-projects", "brine doctor --states snapshots.sls",
            "brine doctor --fix", "brine doctor --out json"],
        ["render"] = ["brine render web.sls --pillar pillar.sls", "brine render web.snapshots --state-root /srv/salt"],
        ["state"] = ["brine state instance_snapshot_present instance=web-server name=before-update --test"],
        ["sandbox"] = ["brine sandbox --socket /tmp/incus.socket --flavor 7.0.2"],
        ["demo"] = ["brine demo"],
        ["completion"] = ["source <(brine completion bash)",
            "brine completion fish > ~/.config/fish/completions/brine.fish"],
    };

    public override bool ClearsParseErrors => true;

    /// <param name="called">As one types it: <c>brine timer show</c>.</param>
    public static string[] ExamplesOf(string called) =>
        Examples.GetValueOrDefault(called.StartsWith("brine ", StringComparison.Ordinal) ? called["brine ".Length..] : called, []);

    public override int Invoke(ParseResult parseResult)
    {
        usual.MaxWidth = width;
        usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var called = CommandLine.Called(parseResult.CommandResult);
        if (ExamplesOf(called) is { Length: > 0 } examples)
        {
            output.Write("Examples:\n");
            foreach (var example in examples)
                output.Write($"  {example}\n");
            output.Write('\n');
        }

        if (called == "brine")
        {
            output.Write("Exit codes:\n");
            foreach (var (code, meaning) in Exits.Meanings)
                output.Write($"  {code,-3}  {meaning}\n");
        }

        output.Flush();
        return Exits.Done;
    }
}

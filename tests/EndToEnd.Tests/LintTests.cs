using System.Text.Json;
using Brine.EndToEnd.Tests.Bench;

namespace Brine.EndToEnd.Tests;

/// <summary>The program as built finds what Incus would choke on, and asks no server for it.</summary>
[Trait("Server", "real")]
public sealed class LintTests
{
    [Fact]
    public async Task The_pattern_of_the_seed_is_found_and_the_rest_of_it_is_clean()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, """
                web-server:
                  incus.instance_present:
                    - config:
                        snapshots.schedule: "@daily"
                        snapshots.expiry: "7d"
                        snapshots.pattern: "auto-%Y%m%d"
                web-daily:
                  incus.instance_snapshot_present:
                    - instance: web-server
                    - name: daily-{{ salt['cmd.run']('date +%Y%m%d') }}
                    - expires: 14d

                """, TestContext.Current.CancellationToken);
            // A socket that is not there: nobody is asked.
            var environment = new Dictionary<string, string> { ["INCUS_SOCKET"] = "/tmp/there-is-none.socket" };

            var ran = (await Ran.Of(RealIncus.Brine, ["lint", file, "--out", "sarif"], environment)).Ends(1);

            using var document = JsonDocument.Parse(ran.Out);
            var result = Assert.Single(document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray());
            Assert.Equal("schedule-strftime", result.GetProperty("ruleId").GetString());
            (await Ran.Of(RealIncus.Brine, ["lint", file, "--ignore", "schedule-strftime"], environment)).Ends(0);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

using System.Collections.Immutable;
using Brine.Planner.Timers;
using CsCheck;

namespace Brine.Planner.Tests.Timers;

public sealed class TimerUnitsTests
{
    private static readonly TimerSpec Nightly = new()
    {
        Name = "nightly",
        When = TimerTimes.Read("0 6 * * 1-5", out _)!,
        Program = "/usr/bin/brine",
        Arguments = ["apply", "/srv/salt/web/daily.sls", "--state-root", "/srv/salt"],
    };

    private static readonly Gen<string> Words = Gen.String[Gen.Char["ab -_/.=%$\"'\\;{}@é\t\n"], 0, 12];

    private static readonly Gen<TimerSpec> Specs =
        from arguments in Words.Array[0, 4]
        from when in Gen.OneOf(Gen.Const("0 6 * * *"), Gen.Const("@daily"), Gen.Const("Mon..Fri 06:00"), Gen.Const("0 0 13 * 5, @hourly"))
        from value in Words
        from delay in Gen.Int[0, 7200]
        from nice in Gen.Int[-20, 19]
        from flags in Gen.Int[0, 7]
        from writable in Gen.OneOf(Gen.Const(ImmutableArray<string>.Empty), Words.Select(w => ImmutableArray.Create("/srv/" + w.TrimStart('-'))))
        select Nightly with
        {
            When = TimerTimes.Read(when, out _)!,
            Arguments = ["apply", .. arguments],
            Environment = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("INCUS_SOCKET", value),
            Delay = TimeSpan.FromSeconds(delay),
            Nice = nice,
            CatchesUp = (flags & 1) == 1,
            IsUser = (flags & 2) == 2,
            NeedsTmp = (flags & 6) == 4,
            Writable = writable,
        };

    [Fact]
    public void Units_are_plain_to_read()
    {
        Golden("service", TimerUnits.Service(Nightly));
        Golden("timer", TimerUnits.Timer(Nightly));
        var user = Nightly with
        {
            IsUser = true, CatchesUp = false, Delay = TimeSpan.FromMinutes(5), Arguments = ["prune", "--pattern", "daily-%Y*", "--daily", "7", "--yes"],
            Environment = Nightly.Environment.Add("INCUS_CONF", "/home/my self/.config/incus"),
        };
        Golden("user-service", TimerUnits.Service(user));
        Golden("user-timer", TimerUnits.Timer(user));
    }

    [Fact]
    public void What_is_written_can_be_read_again() => Specs.Sample(spec =>
        Assert.Equal(spec, TimerUnits.Read(TimerUnits.Service(spec), TimerUnits.Timer(spec))));

    [Fact]
    public void No_word_can_add_a_line() => Specs.Sample(spec =>
    {
        var plain = spec with { Arguments = ["apply"], Environment = spec.Environment.SetItem("INCUS_SOCKET", "x"), Writable = [.. spec.Writable.Select(_ => "/x")] };
        Assert.Equal(TimerUnits.Service(plain).Split('\n').Length, TimerUnits.Service(spec).Split('\n').Length);
    });

    [Theory]
    [InlineData("[Unit]\nDescription=somebody else's\n[Service]\nExecStart=/usr/bin/brine apply x\n")]
    [InlineData("# X-Brine-Timer=nightly\n[Unit]\n")]
    [InlineData("")]
    public void Units_of_others_are_told_from_ours(string unit)
    {
        Assert.False(TimerUnits.IsOurs(unit));
        Assert.Null(TimerUnits.Read(unit, TimerUnits.Timer(Nightly)));
    }

    [Fact]
    public void Ours_that_were_changed_by_hand_are_still_ours_but_not_read()
    {
        var broken = TimerUnits.Service(Nightly).Replace("ExecStart=", "ExecStop=", StringComparison.Ordinal);
        Assert.True(TimerUnits.IsOurs(broken));
        Assert.Null(TimerUnits.Read(broken, TimerUnits.Timer(Nightly)));
    }

    [Theory]
    [InlineData("nightly", true)]
    [InlineData("web-2", true)]
    [InlineData("a", true)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("Nightly", false)]
    [InlineData("a/b", false)]
    [InlineData("a.b", false)]
    [InlineData("", false)]
    public void A_name_is_one_that_a_unit_can_have(string name, bool isOne) => Assert.Equal(isOne, TimerSpec.IsName(name));

    [Fact]
    public async Task Systemd_takes_the_units()
    {
        var folder = Directory.CreateTempSubdirectory("brine-units-").FullName;
        try
        {
            foreach (var spec in new[]
                     {
                         Nightly, Nightly with { Writable = ["/srv/with space"], Delay = TimeSpan.FromHours(1), NeedsTmp = true },
                         Nightly with { IsUser = true, When = TimerTimes.Read("0 0 13 * 5", out _)!, Arguments = ["prune", "a b", "100%", "$HOME", ";", "\"q\"", "back\\"] },
                     })
            {
                var service = Path.Combine(folder, spec.Unit + ".service");
                await File.WriteAllTextAsync(service, TimerUnits.Service(spec with { Program = "/bin/true" }), TestContext.Current.CancellationToken);
                await File.WriteAllTextAsync(Path.Combine(folder, spec.Unit + ".timer"), TimerUnits.Timer(spec), TestContext.Current.CancellationToken);
                var (exit, said) = await SystemdAnalyze.RunAsync("verify", "--man=no", "--recursive-errors=no", service, Path.Combine(folder, spec.Unit + ".timer"));
                Assert.True(exit == 0 && !said.Contains(spec.Unit, StringComparison.Ordinal), said);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Cron_and_salt_get_the_same_job()
    {
        Assert.Equal(["0 6 * * 1-5 root /usr/bin/brine apply /srv/salt/web/daily.sls --state-root /srv/salt"], OtherSchedulers.Cron(Nightly));
        Assert.Equal("""
            schedule:
              brine-nightly:
                function: state.apply
                args:
                  - web.daily
                cron: '0 6 * * 1-5'
                maxrunning: 1

            """, OtherSchedulers.Salt(Nightly));
    }

    [Fact]
    public void Cron_gets_its_percent_signs_escaped_and_the_environment_before_the_command()
    {
        var spec = Nightly with
        {
            IsUser = true, When = TimerTimes.Read("@daily, 0 12 * * *", out _)!, Arguments = ["prune", "--pattern", "daily-%Y it's"],
            Environment = Nightly.Environment.Add("INCUS_SOCKET", "/run/my socket"), Delay = TimeSpan.FromMinutes(2),
        };
        Assert.Equal(
            [
                @"0 0 * * * env 'INCUS_SOCKET=/run/my socket' /usr/bin/brine prune --pattern 'daily-\%Y it'\''s'",
                @"0 12 * * * env 'INCUS_SOCKET=/run/my socket' /usr/bin/brine prune --pattern 'daily-\%Y it'\''s'",
            ], OtherSchedulers.Cron(spec));
        Assert.Equal("""
            schedule:
              brine-nightly-1:
                function: cmd.run
                args:
                  - '/usr/bin/brine prune --pattern ''daily-%Y it''\''''s'''
                kwargs:
                  env:
                    INCUS_SOCKET: '/run/my socket'
                cron: '0 0 * * *'
                maxrunning: 1
                splay: 120
              brine-nightly-2:
                function: cmd.run
                args:
                  - '/usr/bin/brine prune --pattern ''daily-%Y it''\''''s'''
                kwargs:
                  env:
                    INCUS_SOCKET: '/run/my socket'
                cron: '0 12 * * *'
                maxrunning: 1
                splay: 120

            """, OtherSchedulers.Salt(spec));
    }

    [Fact]
    public void Systemds_own_language_has_no_cron_line() =>
        Assert.Empty(OtherSchedulers.Cron(Nightly with { When = TimerTimes.Read("Mon..Fri 06:00", out _)! }));

    private static void Golden(string name, string actual)
    {
        var path = Path.Combine(Here(), "Goldens", name + ".txt");
        if (Environment.GetEnvironmentVariable("BRINE_UPDATE_GOLDENS") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

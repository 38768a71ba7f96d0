using Brine.Incus.Remotes;

namespace Brine.Incus.Tests.Remotes;

/// <summary>The incus CLI's config.yml with a remote more or less: all else in it stays, to the letter.</summary>
public sealed class RemoteFileTests
{
    private static readonly CliRemote Prod = new("prod", "https://10.0.0.7:8443", "incus", false, "tls", "shop");

    private const string Entry = "  prod:\n    addr: https://10.0.0.7:8443\n    auth_type: tls\n    project: shop\n    protocol: incus\n    public: false\n";

    [Fact]
    public void A_new_file_has_what_the_cli_has_without_one()
    {
        var text = RemoteFile.With(null, Prod);

        Assert.StartsWith("default-remote: local\nremotes:\n" + Entry, text, StringComparison.Ordinal);
        Assert.Contains("  images:\n    addr: https://images.", text, StringComparison.Ordinal);
        Assert.Contains("  local:\n    addr: unix://\n", text, StringComparison.Ordinal);
        Assert.Equal(text, RemoteFile.With("\n", Prod));
    }

    [Fact]
    public void All_else_stays_with_its_comments_and_comes_out_the_same_when_the_remote_goes_again()
    {
        const string before = """
            # mine
            default-remote: local  # for now
            remotes:
              # the old one
              far:
                addr: https://far.example:9443,https://other.example:8443
                protocol: incus
                keepalive: 30
              local: {addr: 'unix://'}
              # images
              images:
                addr: https://images.example
                protocol: simplestreams
                public: true
            aliases:
              ls: list -c ns4
            defaults: {list_format: compact, unheard_of: [1, 2]}

            """;

        var with = RemoteFile.With(before, Prod);

        Assert.Equal(before, with.Replace(Entry, "", StringComparison.Ordinal));
        Assert.Equal(before, RemoteFile.Without(with, "prod"));
        Assert.DoesNotContain("far.example", RemoteFile.Without(before, "far"), StringComparison.Ordinal);
        Assert.Contains("  # images\n  images:\n", RemoteFile.Without(before, "local"), StringComparison.Ordinal);
        Assert.Equal(before.Replace("  images:\n    addr: https://images.example\n    protocol: simplestreams\n    public: true\n", "", StringComparison.Ordinal),
            RemoteFile.Without(before, "images"));
    }

    [Theory]
    [InlineData("default-remote: local\n", "default-remote: local\nremotes:\n")]
    [InlineData("default-remote: local", "default-remote: local\nremotes:\n")]
    [InlineData("remotes: {}\naliases: {}\n", "remotes:\n")]
    [InlineData("remotes:\naliases: {}\n", "remotes:\n")]
    public void Where_there_are_no_remotes_they_begin(string before, string start)
    {
        var text = RemoteFile.With(before, Prod);

        Assert.Equal(start + Entry, text[..(start + Entry).Length]);
        Assert.Equal(before.Contains("aliases", StringComparison.Ordinal), text.EndsWith("aliases: {}\n", StringComparison.Ordinal));
        Assert.DoesNotContain("prod", RemoteFile.Without(text, "prod"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_steps_of_the_file_are_kept()
    {
        var text = RemoteFile.With("remotes:\n    far:\n        addr: https://far\n", Prod);

        Assert.StartsWith("remotes:\n    prod:\n        addr: https://10.0.0.7:8443\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no", "'no':")]
    [InlineData("1", "'1':")]
    [InlineData("a.b-c_1", "a.b-c_1:")]
    public void Names_that_YAML_might_take_for_something_else_stand_in_quotes(string name, string written) =>
        Assert.Contains($"\n  {written}\n", RemoteFile.With("remotes: {}\n", Prod with { Name = name }), StringComparison.Ordinal);

    [Theory]
    [InlineData("remotes: {far: {addr: 'https://far'}}\n")]
    [InlineData("{aliases: {}, remotes: {}}\n")]
    [InlineData("- a\n")]
    [InlineData("remotes: words\n")]
    [InlineData("remotes:\n  prod:\n    addr: https://there\n")]
    public void What_cannot_be_changed_surely_is_refused(string before) =>
        Assert.Throws<FormatException>(() => RemoteFile.With(before, Prod));
}

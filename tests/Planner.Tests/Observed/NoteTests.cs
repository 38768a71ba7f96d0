using Brine.Planner.Observed;
using CsCheck;

namespace Brine.Planner.Tests.Observed;

public sealed class NoteTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("text", "text", 0)]
    [InlineData("text\n\nBrine-Pin: me", "text", 1)]
    [InlineData("Brine-Group: g\nBrine-Pin: me", "", 2)]
    [InlineData("text\nBrine-Pin: me", "text\nBrine-Pin: me", 0)] // no paragraph of its own: somebody's text
    [InlineData("a\n\nb\n\nBrine-Pin: me", "a\n\nb", 1)]
    public void Trailers_are_parted_from_what_people_wrote(string kept, string text, int trailers)
    {
        var note = SnapshotNote.Parse(kept);
        Assert.Equal(text, note.Text);
        Assert.Equal(trailers, note.Trailers.Count);
        Assert.Equal(kept, note.Format());
    }

    [Fact]
    public void Any_description_survives_reading_and_writing() =>
        Gen.String[Gen.Char["aB \n:-"], 0, 40].Sample(text => Assert.Equal(text, SnapshotNote.Parse(text).Format()));

    [Fact]
    public void A_ledger_entry_of_another_generation_counts_for_nothing()
    {
        var at = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
        var entry = new RestoreLedger("a", at, null, "g1", at).Format();
        var instance = new ObservedInstance
        {
            Name = "c1", Config = Maps.Text.Add(RestoreLedger.Key, entry).Add("volatile.uuid.generation", "g1"),
        };

        Assert.Equal("a", RestoreLedger.Of(instance)?.Snapshot);
        Assert.Null(RestoreLedger.Of(instance with { Config = instance.Config.SetItem("volatile.uuid.generation", "g2") }));
        Assert.Null(RestoreLedger.Of(instance with { Config = instance.Config.SetItem(RestoreLedger.Key, "not ours") }));
    }

    [Fact]
    public void A_description_in_the_config_counts_only_for_the_snapshot_it_names()
    {
        var config = Maps.Text.Add(ConfigDescription.Key, new ConfigDescription("a", "text").Format());

        Assert.Equal("text", ConfigDescription.Of("a", config));
        Assert.Null(ConfigDescription.Of("b", config));
        Assert.Null(ConfigDescription.Of("a", Maps.Text.Add(ConfigDescription.Key, "{")));
    }
}

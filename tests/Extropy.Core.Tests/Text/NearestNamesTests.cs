using Extropy.Core.Text;

namespace Extropy.Core.Tests.Text;

public sealed class NearestNamesTests
{
    private static readonly string[] Strategies = ["bes", "best-of-n", "tree", "tree-goals", "self-consistency", "guess"];

    [Theory]
    [InlineData("bse", "bes")] // neighbours swapped
    [InlineData("BES", "bes")]
    [InlineData("best-of", "best-of-n")] // a beginning
    [InlineData("self-consistancy", "self-consistency")]
    [InlineData("gues", "guess")]
    [InlineData("three", "tree")]
    public void To_ATypingError_OffersTheNameMeantFirst(string typed, string meant) =>
        Assert.Equal(meant, NearestNames.To(typed, Strategies)[0]);

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("simulated-annealing")]
    public void To_NothingNear_IsEmpty(string typed) => Assert.Empty(NearestNames.To(typed, Strategies));

    [Fact]
    public void To_EquallyNear_KeepsTheGivenOrderAndTheLimit() =>
        Assert.Equal(["bat", "cat"], NearestNames.To("aat", ["bat", "cat", "rat", "horse"], limit: 2));

    [Fact]
    public void Message_Near_AsksWhetherItWasMeant() =>
        Assert.Equal("unknown strategy 'bse'; did you mean 'bes'?", NearestNames.Message("strategy", "bse", Strategies));

    [Fact]
    public void Message_NothingNear_ListsWhatThereIs() =>
        Assert.Equal("unknown strategy 'magic'; known: bes, tree", NearestNames.Message("strategy", "magic", ["bes", "tree"]));

    [Fact]
    public void Message_HostileName_IsShortenedAndDefused()
    {
        string message = NearestNames.Message("task", "\u001b[2J\0" + new string('a', 1_000_000), ["kk"]);

        Assert.True(message.Length < 100);
        Assert.DoesNotContain(message, char.IsControl);
    }
}

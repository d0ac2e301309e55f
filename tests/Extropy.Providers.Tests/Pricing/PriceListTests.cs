using Extropy.Core.Errors;
using Extropy.Providers.Calls;
using Extropy.Providers.Pricing;
using Extropy.Testing.Files;

namespace Extropy.Providers.Tests.Pricing;

public sealed class PriceListTests
{
    [Fact]
    public void Shipped_EveryPrice_HasADateAndASource()
    {
        Assert.NotEmpty(PriceList.Shipped.All);
        Assert.All(PriceList.Shipped.All, price =>
        {
            Assert.True(price.Date > new DateOnly(2025, 1, 1));
            Assert.NotEmpty(price.Source);
            Assert.InRange(price.CachedInput, 0, price.Input);
        });
    }

    [Theory]
    [InlineData("gpt-5", "gpt-5")]
    [InlineData("gpt-5-2025-08-07", "gpt-5")]
    [InlineData("gpt-5-mini", "gpt-5-mini")]
    [InlineData("gpt-5-pro", null)]
    [InlineData("gpt-5-2025-13-07", null)]
    [InlineData("llama3", null)]
    [InlineData("", null)]
    public void Find_Name_TakesSnapshotsAndGuessesNothing(string model, string? found) =>
        Assert.Equal(found, PriceList.Shipped.Find(model)?.Model);

    [Fact]
    public void Of_Usage_IsExact()
    {
        var price = new ModelPrice("m", 1.25m, 0.125m, 10, new DateOnly(2025, 1, 1), "here");

        Assert.Equal(0.00000125m, price.Of(new TokenUsage(1, 0, 0, 0)));
        Assert.Equal(0.00112500m + 0.00001250m + 0.01m, price.Of(new TokenUsage(1000, 100, 1000, 900)));
    }

    [Fact]
    public void OverriddenBy_OwnFile_WinsAndAdds()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("p.json"), """
            { "format": "extropy-prices/1", "models": [
              { "model": "gpt-5", "input": 1, "cachedInput": 1, "output": 2, "date": "2026-01-02", "source": "contract" },
              { "model": "mine", "input": 0, "cachedInput": 0, "output": 0, "date": "2026-01-02", "source": "own machine" } ] }
            """);

        PriceList own = PriceList.Shipped.OverriddenBy(folder.File("p.json"));

        Assert.Equal((2m, 0m), (own.Find("gpt-5")!.Output, own.Find("mine")!.Output));
        Assert.NotNull(own.Find("gpt-4o"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"format\": \"extropy-prices/2\", \"models\": []}")]
    [InlineData("{\"format\": \"extropy-prices/1\", \"models\": [{\"model\": \"m\", \"input\": 1, \"output\": 2, \"date\": \"2026-01-02\", \"source\": \"s\"}]}")]
    [InlineData("{\"format\": \"extropy-prices/1\", \"models\": [{\"model\": \"m\", \"input\": -1, \"cachedInput\": 0, \"output\": 2, \"date\": \"2026-01-02\", \"source\": \"s\"}]}")]
    [InlineData("{\"format\": \"extropy-prices/1\", \"models\": [{\"model\": \"m\", \"inputs\": 1, \"cachedInput\": 0, \"output\": 2, \"date\": \"2026-01-02\", \"source\": \"s\"}]}")]
    public void OverriddenBy_NotAPriceList_IsRefusedInOneSentence(string content)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("p.json"), content);

        BadInputException fault = Assert.Throws<BadInputException>(() => PriceList.Shipped.OverriddenBy(folder.File("p.json")));

        Assert.Contains("p.json", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }
}

using Extropy.Core.Errors;
using Extropy.Learning.Advantages;
using Extropy.Learning.Objectives;
using Extropy.Learning.Recipes;

namespace Extropy.Learning.Tests.Recipes;

public sealed class KnownPartsTests
{
    [Fact]
    public void Parts_OfEveryName_SayThatName()
    {
        foreach (NamedPart<IAdvantageEstimator> part in KnownAdvantages.List.All) Assert.Equal(part.Name, part.Create(new()).Name);
        foreach (NamedPart<IAggregator> part in KnownAggregators.List.All) Assert.Equal(part.Name, part.Create(new()).Name);
        foreach (NamedPart<IRegularizer> part in KnownKl.List.All) Assert.Equal(part.Name, part.Create(new()).Name);
        foreach (string name in (string[])["pg", "ppo-clip", "gspo"]) Assert.Equal(name, KnownLosses.List.Create(name).Name);
        Assert.Equal("ppo-clip", KnownLosses.List.Create("clip-higher").Name); // the same loss with another bound
    }

    [Fact]
    public void UnknownName_OffersNearOnes()
    {
        Assert.Contains("did you mean 'maxrl'", Assert.Throws<BadInputException>(() => KnownAdvantages.List.Create("maxlr")).Message, StringComparison.Ordinal);
        Assert.Contains("aggregation", Assert.Throws<BadInputException>(() => KnownAggregators.List.Create("mean")).Message, StringComparison.Ordinal);
    }
}

using Extropy.Core.Errors;
using Extropy.Evolution.Engine;

namespace Extropy.Evolution.Tests.Engine;

public sealed class EvolutionOptionsTests
{
    [Fact]
    public void Options_Defaults_AreAllowed() => new EvolutionOptions().Validate();

    [Fact]
    public void Options_SeveralFaults_AreAllNamed()
    {
        EvolutionOptions options = new() { Islands = 0, NoveltyThreshold = double.NaN, Lag = 0 };

        BadInputException fault = Assert.Throws<BadInputException>(options.Validate);

        Assert.Contains("islands: 0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("novelty threshold is NaN", fault.Message, StringComparison.Ordinal);
        Assert.Contains("lag is 0", fault.Message, StringComparison.Ordinal);
    }
}

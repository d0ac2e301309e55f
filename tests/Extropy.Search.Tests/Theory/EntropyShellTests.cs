using Extropy.Search.Theory;

namespace Extropy.Search.Tests.Theory;

public sealed class EntropyShellTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void GuaranteedEscape_IsBelowTheExactEscape_AndAboutTwoPercent(int steps)
    {
        var chain = new StickyChain(steps, 0.95);
        int blocks = steps / 4;
        double gamma = chain.TotalCorrelationNats(blocks) / steps;

        double guaranteed = EntropyShell.GuaranteedEscape(gamma, gamma / 2, chain.MaxSurpriseNats, chain.EntropyNats, steps);
        double exact = 1 - chain.RecombinedProbabilityInsideShell(blocks, gamma / 2);

        Assert.InRange(guaranteed, 0.02, 0.025);
        Assert.InRange(exact, 0.98, 1);
    }

    [Theory]
    [InlineData(64, 0.6)]
    [InlineData(256, 0.95)]
    [InlineData(4096, 0.8)]
    public void DeviationBound_IsNeverBelowTheExactTail(int steps, double stay)
    {
        var chain = new StickyChain(steps, stay);
        for (double epsilon = 0.02; epsilon < 0.5; epsilon += 0.02)
        {
            double tail = 1 - chain.ProbabilityInsideShell(epsilon);
            double bound = EntropyShell.DeviationBound(epsilon * steps, chain.SurpriseVariance, chain.MaxSurpriseNats, steps, dependence: 0);
            Assert.True(bound >= tail - 1e-12, $"T = {steps}, ε = {epsilon}: bound {bound} < tail {tail}");
        }
    }

    [Fact]
    public void GuaranteedEscape_WithoutDependence_IsZero() =>
        Assert.Equal(0, EntropyShell.GuaranteedEscape(0, 0, 1, 10, 64));
}

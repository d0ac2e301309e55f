using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Search.Contracts;
using Extropy.Tasks.PersonaFacts;

namespace Extropy.Tasks.Tests.PersonaFacts;

public sealed class PersonaFactsPolicyTests
{
    private static readonly PersonaFactsOptions Sticky = new() { Stay = 0.9 };

    [Fact]
    public async Task Rows_SumToOne_AfterEveryWord()
    {
        var policy = new PersonaFactsPolicy(new() { Facts = 5, Stay = 0.7 });
        string[] words = ["fact 0", "fact 1", "fact 2", "fact 3", "fact 4", "small talk of persona 0", "small talk of persona 1"];

        foreach (string before in words)
        {
            double total = 0;
            foreach (string word in words)
            {
                var logProbabilities = await policy.LogProbabilitiesAsync(new("x"), Of(before, word), default);
                total += Math.Exp(logProbabilities[1]);
            }

            Assert.Equal(1, total, 1e-12);
        }
    }

    [Fact]
    public async Task LogProbabilities_FollowTheRule()
    {
        var policy = new PersonaFactsPolicy(Sticky);

        var values = await policy.LogProbabilitiesAsync(
            new("x"), Of("fact 0", "fact 2", "fact 3", "small talk of persona 1", "fact 7"), default);

        Assert.Equal(Math.Log(0.5 * 0.6 / 3), values[0], 1e-12);
        Assert.Equal(Math.Log(0.9 * 0.6 / 3), values[1], 1e-12);
        Assert.Equal(Math.Log(0.1 * 0.6 / 3), values[2], 1e-12);
        Assert.Equal(Math.Log(0.9 * 0.4), values[3], 1e-12);
        Assert.Equal(double.NegativeInfinity, values[4]);
    }

    [Fact]
    public async Task Samples_CarryTheProbabilitiesThatScoringGives()
    {
        var policy = new PersonaFactsPolicy(Sticky);
        for (int sample = 0; sample < 50; sample++)
        {
            Continuation written = await policy.ContinueAsync(Request(Trajectory.Empty, 12, sample), default);
            var scored = await policy.LogProbabilitiesAsync(new("x"), new Trajectory(written.Steps), default);

            Assert.Equal(12, written.Steps.Length);
            Assert.Equal(12, written.GeneratedTokens);
            Assert.All(written.Steps.Zip(scored), pair => Assert.Equal(pair.Second, pair.First.Tokens!.LpModel[0], 1e-6));
        }
    }

    [Fact]
    public async Task Samples_AreStickyAndTellFacts_AtTheStatedRates()
    {
        var policy = new PersonaFactsPolicy(Sticky);
        int kept = 0, told = 0;
        const int steps = 20_000;
        Continuation written = await policy.ContinueAsync(Request(Trajectory.Empty, steps, 1), default);
        for (int i = 1; i < steps; i++)
        {
            if (Persona(written.Steps[i].Text) == Persona(written.Steps[i - 1].Text)) kept++;
            if (written.Steps[i].Text.StartsWith("fact", StringComparison.Ordinal)) told++;
        }

        Assert.Equal(0.9, kept / (double)steps, 0.01);
        Assert.Equal(0.6, told / (double)steps, 0.02);
    }

    [Fact]
    public async Task Entropy_IsMinusTheMeanLogProbability()
    {
        var policy = new PersonaFactsPolicy(Sticky);
        Continuation written = await policy.ContinueAsync(Request(Trajectory.Empty, 40_000, 2), default);

        double entropy = written.Steps.Average(step => step.Tokens!.EntropyNats[0]);
        double surprise = written.Steps.Average(step => -step.Tokens!.LpModel[0]);

        Assert.Equal(entropy, surprise, 0.02);
    }

    [Fact]
    public async Task MaxTokens_CutsTheContinuation()
    {
        var policy = new PersonaFactsPolicy(Sticky);

        Continuation written = await policy.ContinueAsync(Request(Trajectory.Empty, 5, 3) with { MaxTokens = 2 }, default);

        Assert.Equal(2, written.Steps.Length);
    }

    [Fact]
    public async Task OtherSamplingModes_AreRefused()
    {
        var policy = new PersonaFactsPolicy(Sticky);

        await Assert.ThrowsAsync<BadInputException>(
            async () => await policy.ContinueAsync(Request(Trajectory.Empty, 1, 0) with { Sampling = new() { Temperature = 0.5 } }, default));
    }

    [Fact]
    public void Options_OutOfRange_NameAllFaults()
    {
        var fault = Assert.Throws<BadInputException>(() => new PersonaFactsPolicy(new() { Facts = 1, TellProbability = 0, Stay = 2, MaxSteps = 0 }));

        Assert.Contains("facts", fault.Message, StringComparison.Ordinal);
        Assert.Contains("tell probability", fault.Message, StringComparison.Ordinal);
        Assert.Contains("stay probability", fault.Message, StringComparison.Ordinal);
        Assert.Contains("steps", fault.Message, StringComparison.Ordinal);
    }

    private static int Persona(string text) => (text[^1] - '0') % 2;

    private static Trajectory Of(params string[] words) => new([.. words.Select(word => new Step(word))]);

    private static ContinuationRequest Request(Trajectory prefix, int steps, long seed) =>
        new(new Prompt("x"), prefix, steps, new SamplingOptions(), RandomStream.FromSeed(seed));
}

using Extropy.Learning.Improvement;
using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Learning.Recipes;

namespace Extropy.Learning.Tests.Improvement;

/// <summary>What every update reports, whatever the recipe.</summary>
public sealed class ImprovementMetricsTests
{
    [Fact]
    public async Task DivergenceFromTheStart_BeginsAtNothing_AndGrowsWithTraining()
    {
        string root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", ".."));
        var options = new KkImprovementOptions
        {
            People = [4], Puzzles = 20, ValidationPeople = [3], ValidationPuzzles = 2, Run = new ImprovementOptions { Updates = 3, ValidationSamples = 1 },
        };
        Recipe recipe = KnownRecipes.Find("grpo") with { Prompts = 4, LearningRate = 3e-4 };
        await using var run = new ImprovementRun(KkImprovement.Plan(KkModel.Load(Path.Combine(root, "models", "knights-and-knaves")), recipe, options), threads: 2);

        ImprovementResult result = await run.RunAsync(stateFile: null, observer: null, TestContext.Current.CancellationToken);

        Assert.Equal(0, result.Updates[0]["kl/start"]);
        Assert.InRange(result.Updates[2]["kl/start"], 1e-5, 1);
        Assert.True(result.Updates[2]["kl/start"] > result.Updates[1]["kl/start"]);
    }
}

using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Learning.Improvement;
using Extropy.Learning.Objectives;
using Extropy.Learning.Recipes;

namespace Extropy.Learning.Tests.Recipes;

/// <summary>Recipes: every one can be made, every knob goes in and out as text, and alarms say what they see once.</summary>
public sealed class RecipeTests
{
    public static TheoryData<string> Names => [.. KnownRecipes.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Recipe_OfEveryName_HasPartsThatGoTogether(string name)
    {
        Recipe recipe = KnownRecipes.Find(name);

        recipe.Validate();
        RecipeParts.Rule(recipe, maxTokens: 700).Validate();
        RecipeParts.Options(recipe, new ImprovementOptions()).Validate();
        Assert.Contains(RecipeParts.Rollouts(recipe).Name, RecipeParts.RolloutNames);
    }

    [Fact]
    public void Knob_WrittenAndReadBack_IsTheSame()
    {
        foreach (Recipe recipe in KnownRecipes.All.Select(known => known.Recipe))
        {
            Recipe copy = new() { Name = recipe.Name };
            foreach (RecipeKnob knob in RecipeKnobs.All) copy = RecipeKnobs.Set(copy, knob.Name, knob.Get(recipe));
            Assert.Equal(RecipeKnobs.All.Select(knob => knob.Get(recipe)), RecipeKnobs.All.Select(knob => knob.Get(copy)));
            Assert.Equal(RecipeKnobs.Identity(recipe), RecipeKnobs.Identity(copy));
        }
    }

    [Fact]
    public void Validate_OfManyFaults_NamesAllOfThem()
    {
        var recipe = new Recipe
        {
            Rollout = "idd", Advantage = "grpp", Aggregation = "tokenmean", Kl = "kl-exakt", Clip = new ClipBounds(Low: 2),
            Prompts = 0, Group = 0, Minibatches = 0, Epochs = -1, LearningRate = double.NaN, WarmUp = -3, ClipNorm = 0, WeightDecay = -0.5,
        };

        string message = Assert.Throws<BadInputException>(recipe.Validate).Message;

        Assert.All(
            ["idd", "grpp", "tokenmean", "kl-exakt", "low clip 2", "0 prompts", "a group of 0", "0 minibatches", "-1 epochs", "learning rate NaN", "-3 warm-up", "gradient norm 0", "-0.5"],
            fault => Assert.Contains(fault, message, StringComparison.Ordinal));
        Assert.Contains("ppo-clop", Assert.Throws<BadInputException>(new Recipe { Loss = "ppo-clop" }.Validate).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ClipBounds_Shown_AreThoseOfTheBuiltLoss(string name)
    {
        Recipe recipe = KnownRecipes.Find(name);
        Assert.Equal(Built(recipe), Shown(recipe));
        foreach ((string knob, int bound) in (ReadOnlySpan<(string, int)>)[("clip-low", 0), ("clip-high", 1), ("clip-dual", 2)])
        {
            if (Built(recipe)[bound] == Recipe.None)
            {
                Assert.Contains($"has no {knob}", Assert.Throws<BadInputException>(RecipeKnobs.Set(recipe, knob, "0.5").Validate).Message, StringComparison.Ordinal);
                continue;
            }

            Recipe changed = RecipeKnobs.Set(recipe, knob, bound == 2 ? "7.5" : "0.125");
            Assert.Equal(bound == 2 ? "7.5" : "0.125", Built(changed)[bound]);
            Assert.Equal(Built(changed), Shown(changed));
        }
    }

    [Fact]
    public void ClipBounds_ThatAreNotSet_AreThoseOfTheLossInItsPaper()
    {
        Assert.Equal(["0.2", "0.28", "3"], Shown(KnownRecipes.Find("dapo")));
        Assert.Equal(["0.0003", "0.0004", "none"], Shown(KnownRecipes.Find("gspo")));
        Assert.Equal(["0.2", "0.2", "3"], Shown(RecipeKnobs.Set(KnownRecipes.Find("dapo"), "loss", "ppo-clip")));
    }

    [Fact]
    public void Identity_OfTwoRecipesThatDifferInAKnob_Differs()
    {
        string[] identities =
        [
            .. RecipeKnobs.All.Select(knob => RecipeKnobs.Identity(RecipeKnobs.Set(new Recipe(), knob.Name, Other(knob)))),
            RecipeKnobs.Identity(new Recipe()),
        ];

        Assert.Equal(identities.Length, identities.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Alarms_OnCollapse_SpeakOnce()
    {
        var alarms = new ImprovementAlarms();
        Assert.Empty(alarms.Of(Row(0, entropy: 0.5)));
        Assert.Single(alarms.Of(Row(1, entropy: 0.04)));
        Assert.Empty(alarms.Of(Row(2, entropy: 0.03)));
    }

    [Fact]
    public void Alarms_OnConstantGroups_WaitForFiveInARow()
    {
        var alarms = new ImprovementAlarms();
        for (int i = 0; i < 4; i++) Assert.Empty(alarms.Of(Row(i, entropy: 1, constant: 1)));
        Assert.Contains("right throughout. Take harder", Assert.Single(alarms.Of(Row(4, entropy: 1, constant: 1, wrong: 0))), StringComparison.Ordinal);
        alarms = new ImprovementAlarms();
        for (int i = 0; i < 4; i++) Assert.Empty(alarms.Of(Row(i, entropy: 1, constant: 1)));
        Assert.Contains("wrong throughout. Take easier", Assert.Single(alarms.Of(Row(4, entropy: 1, constant: 1, wrong: 1))), StringComparison.Ordinal);
    }

    [Fact]
    public void Alarms_OnSkippedSteps_SpeakOnce()
    {
        var alarms = new ImprovementAlarms();
        Assert.Single(alarms.Of(Row(0, entropy: 1) with { Skipped = 2 }));
        Assert.Empty(alarms.Of(Row(1, entropy: 1) with { Skipped = 2 }));
    }

    private static string[] Shown(Recipe recipe) => [.. ((string[])["clip-low", "clip-high", "clip-dual"]).Select(name => RecipeKnobs.Find(name).Get(recipe))];

    private static string[] Built(Recipe recipe) => RecipeParts.Rule(recipe, maxTokens: 700).Objective.Methods.First() switch
    {
        PpoClip loss => [Text(loss.Options.Low), Text(loss.Options.High), Text(loss.Options.Dual)],
        Gspo loss => [Text(loss.Options.Low), Text(loss.Options.High), Recipe.None],
        _ => [Recipe.None, Recipe.None, Recipe.None],
    };

    private static string Text(double bound) => bound.ToString("R", System.Globalization.CultureInfo.InvariantCulture);

    private static string Other(RecipeKnob knob) => knob.Get(new Recipe()) switch
    {
        "off" => "on",
        "logic-only" => "truth",
        "solved" => "answer",
        var text when double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double number) => (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "other",
    };

    private static UpdateRow Row(long step, double entropy, double constant = 0, double wrong = 0) => new(
        step, 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0,
        ImmutableSortedDictionary<string, double>.Empty.Add("entropy", entropy).Add("groups/constant", constant).Add("groups/all-wrong", wrong));
}

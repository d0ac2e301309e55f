using System.Collections.Immutable;
using Extropy.Learning.Improvement;
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
            Assert.Equal(recipe, copy);
        }
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
        Assert.Contains("nothing is learnt", Assert.Single(alarms.Of(Row(4, entropy: 1, constant: 1))), StringComparison.Ordinal);
    }

    private static string Other(RecipeKnob knob) => knob.Get(new Recipe()) switch
    {
        "off" => "on",
        "logic-only" => "truth",
        "solved" => "answer",
        var text when double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double number) => (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "other",
    };

    private static UpdateRow Row(long step, double entropy, double constant = 0) => new(
        step, 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0,
        ImmutableSortedDictionary<string, double>.Empty.Add("entropy", entropy).Add("groups/constant", constant));
}

using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Core.Text;

namespace Extropy.Learning.Recipes;

/// <summary>Every knob of a recipe: one table for files, flags, lists of effective values and identities.</summary>
public static class RecipeKnobs
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>The knobs in the order of a run.</summary>
    public static ImmutableArray<RecipeKnob> All { get; } =
    [
        Word("rollout", "iid, bom, or a search strategy", "GRPO", recipe => recipe.Rollout, (recipe, value) => recipe with { Rollout = value }),
        Whole("prompts", "prompts of an update", "ours: 16; BES 32", recipe => recipe.Prompts, (recipe, value) => recipe with { Prompts = (int)value }),
        Whole("tokens", "generated tokens of an update, 0 for a number of prompts", "ours", recipe => recipe.Tokens, (recipe, value) => recipe with { Tokens = value }),
        Whole("group", "rollouts of a prompt", "BES, TRL: 8", recipe => recipe.Group, (recipe, value) => recipe with { Group = (int)value }),
        Real("temperature", "of independent rollouts", "verl recipes: 1", recipe => recipe.Temperature, (recipe, value) => recipe with { Temperature = value }),
        Whole("search-tokens", "a search or best-of-M may spend on a prompt", "ours: about the price of 8 answers", recipe => recipe.SearchTokens, (recipe, value) => recipe with { SearchTokens = value }),
        Real("search-temperature", "of a search's policy", "ours: 1; BES release 0.6", recipe => recipe.SearchTemperature, (recipe, value) => recipe with { SearchTemperature = value }),
        Word("goals", "logic-only or truth", "ours: logic-only; BES: truth", recipe => recipe.Goals, (recipe, value) => recipe with { Goals = value }),
        Word("reward", "solved or answer", "ours: solved; BES: answer", recipe => recipe.Reward, (recipe, value) => recipe with { Reward = value }),
        Flag("dynamic-sampling", "replaces groups without a difference", "DAPO", recipe => recipe.DynamicSampling, (recipe, value) => recipe with { DynamicSampling = value }),
        Flag("overlong-filter", "masks answers that a limit cut", "DAPO", recipe => recipe.OverlongFilter, (recipe, value) => recipe with { OverlongFilter = value }),
        Word("advantage", "how rewards become advantages", "GRPO", recipe => recipe.Advantage, (recipe, value) => recipe with { Advantage = value }),
        Word("loss", "the token loss", "PPO", recipe => recipe.Loss, (recipe, value) => recipe with { Loss = value }),
        Bound("clip-low", "ε_low of the loss", "PPO, verl", recipe => recipe.Bounds.Low, (recipe, value) => recipe with { Clip = recipe.Clip with { Low = value } }),
        Bound("clip-high", "ε_high of the loss", "PPO, verl", recipe => recipe.Bounds.High, (recipe, value) => recipe with { Clip = recipe.Clip with { High = value } }),
        Bound("clip-dual", "c of the loss for negative advantages", "verl", recipe => recipe.Bounds.Dual, (recipe, value) => recipe with { Clip = recipe.Clip with { Dual = value } }),
        Word("aggregation", "how token losses are joined", "DAPO, verl", recipe => recipe.Aggregation, (recipe, value) => recipe with { Aggregation = value }),
        Word("kl", "divergence from the first policy in the loss, or none", "TRL: none", recipe => recipe.Kl, (recipe, value) => recipe with { Kl = value }),
        Real("kl-weight", "its β", "verl: 0.001", recipe => recipe.KlWeight, (recipe, value) => recipe with { KlWeight = value }),
        Real("entropy-bonus", "its coefficient", "verl, TRL: 0", recipe => recipe.EntropyBonus, (recipe, value) => recipe with { EntropyBonus = value }),
        Whole("minibatches", "optimiser steps of an update", "strictly on-policy: 1", recipe => recipe.Minibatches, (recipe, value) => recipe with { Minibatches = (int)value }),
        Whole("epochs", "passes over an update", "BES release: 1", recipe => recipe.Epochs, (recipe, value) => recipe with { Epochs = (int)value }),
        Real("learning-rate", "the peak", "ours, for a model of this size", recipe => recipe.LearningRate, (recipe, value) => recipe with { LearningRate = value }),
        Whole("warm-up", "optimiser steps to the peak", "ours: 0", recipe => recipe.WarmUp, (recipe, value) => recipe with { WarmUp = value }),
        Real("final-share", "the rate at the end over the peak", "BES release: constant", recipe => recipe.FinalShare, (recipe, value) => recipe with { FinalShare = value }),
        Real("clip-norm", "largest gradient norm", "verl: 1; BES 0.3", recipe => recipe.ClipNorm, (recipe, value) => recipe with { ClipNorm = value }),
        Real("weight-decay", "of AdamW", "BES release: 0", recipe => recipe.WeightDecay, (recipe, value) => recipe with { WeightDecay = value }),
    ];

    /// <summary>The knob of a name.</summary>
    /// <exception cref="BadInputException">No such knob; near names are offered.</exception>
    public static RecipeKnob Find(string name) =>
        All.FirstOrDefault(knob => string.Equals(knob.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException(NearestNames.Message("recipe setting", name, [.. All.Select(knob => knob.Name)]));

    /// <summary>Sets one knob.</summary>
    /// <exception cref="BadInputException">No such knob, near names being offered; or a value that is none.</exception>
    public static Recipe Set(Recipe recipe, string name, string value)
    {
        RecipeKnob knob = Find(name);
        try
        {
            return knob.Set(recipe, value.Trim());
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw new BadInputException($"The recipe setting '{knob.Name}' cannot be '{value}': {knob.About}.");
        }
    }

    /// <summary>All knobs and their values in one line: two recipes that train differently differ here.</summary>
    public static string Identity(Recipe recipe) => string.Join("; ", All.Select(knob => $"{knob.Name}={knob.Get(recipe)}"));

    private static RecipeKnob Word(string name, string about, string source, Func<Recipe, string> get, Func<Recipe, string, Recipe> set) =>
        new(name, about, source, get, (recipe, text) => set(recipe, text.ToLowerInvariant()));

    private static RecipeKnob Whole(string name, string about, string source, Func<Recipe, long> get, Func<Recipe, long, Recipe> set) =>
        new(name, about, source, recipe => get(recipe).ToString(Culture), (recipe, text) => set(recipe, checked((int)long.Parse(text, NumberStyles.AllowThousands, Culture))));

    private static RecipeKnob Real(string name, string about, string source, Func<Recipe, double> get, Func<Recipe, double, Recipe> set) =>
        new(name, about, source, recipe => get(recipe).ToString("R", Culture), (recipe, text) => set(recipe, double.Parse(text, NumberStyles.Float, Culture)));

    /// <summary>A number that a loss may not have.</summary>
    private static RecipeKnob Bound(string name, string about, string source, Func<Recipe, double?> get, Func<Recipe, double?, Recipe> set) =>
        new(
            name, about, source,
            recipe => get(recipe)?.ToString("R", Culture) ?? Recipe.None,
            (recipe, text) => set(recipe, text == Recipe.None ? null : double.Parse(text, NumberStyles.Float, Culture)));

    private static RecipeKnob Flag(string name, string about, string source, Func<Recipe, bool> get, Func<Recipe, bool, Recipe> set) =>
        new(name, about, source, recipe => get(recipe) ? "on" : "off", (recipe, text) => set(recipe, text.ToLowerInvariant() switch
        {
            "on" or "true" or "yes" => true,
            "off" or "false" or "no" => false,
            _ => throw new FormatException("neither on nor off"),
        }));
}

using System.Collections.Immutable;
using Extropy.Learning.Recipes;

namespace Extropy.Cli.Improving;

/// <summary>A recipe and who decided what in it. It goes into a run's options and comes back from them as it was.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Deciders">Who decided, by setting; a setting that is missing has its default.</param>
internal sealed record RecipeChoice(Recipe Recipe, ImmutableSortedDictionary<string, string> Deciders)
{
    /// <summary>The decider of what was typed.</summary>
    public const string You = "you";

    /// <summary>The decider of what stood in a file.</summary>
    public const string File = "recipe file";

    private const string NameKey = "recipe", DecidersKey = "recipe-sources";
    private const string Between = "; ", Of = ": ";

    /// <summary>The defaults.</summary>
    public static RecipeChoice Plain { get; } = new(new Recipe(), ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>A recipe as its author made it: whatever differs from the defaults was decided by them.</summary>
    public static RecipeChoice By(string author, Recipe recipe) => new(
        recipe,
        RecipeKnobs.All.Where(knob => knob.Get(recipe) != knob.Get(Plain.Recipe))
            .ToImmutableSortedDictionary(knob => knob.Name, _ => author, StringComparer.Ordinal));

    /// <summary>A recipe by name.</summary>
    public static RecipeChoice Known(string name)
    {
        Recipe recipe = KnownRecipes.Find(name);
        return By($"recipe {recipe.Name}", recipe);
    }

    /// <summary>The choice with one setting changed; others that follow it, as clip bounds follow the loss, say so.</summary>
    /// <exception cref="Core.Errors.BadInputException">No such setting, or a value that is none.</exception>
    public RecipeChoice With(string name, string value, string decider)
    {
        Recipe changed = RecipeKnobs.Set(Recipe, name, value);
        RecipeKnob set = RecipeKnobs.Find(name);
        ImmutableSortedDictionary<string, string> deciders = Deciders.SetItem(set.Name, decider);
        foreach (RecipeKnob knob in RecipeKnobs.All)
            if (knob != set && knob.Get(changed) != knob.Get(Recipe)) deciders = deciders.SetItem(knob.Name, $"{set.Name} {set.Get(changed)}");
        return new(changed, deciders);
    }

    /// <summary>Who decided a setting: a person, a file, a recipe, or the source of the default.</summary>
    public string SourceOf(RecipeKnob knob) => Deciders.GetValueOrDefault(knob.Name, knob.Source);

    /// <summary>As options of a run.</summary>
    public ImmutableSortedDictionary<string, string> ToOptions() => RecipeKnobs.All
        .ToImmutableSortedDictionary(knob => knob.Name, knob => knob.Get(Recipe), StringComparer.Ordinal)
        .Add(NameKey, Recipe.Name)
        .Add(DecidersKey, string.Join(Between, Deciders.Select(decided => $"{decided.Key}{Of}{decided.Value}")));

    /// <summary>Back from a run's options, whatever the file they came from says today.</summary>
    /// <param name="options">Of the run; a setting that the run did not know has its default.</param>
    /// <param name="name">The recipe's name where a run of an earlier version does not say it.</param>
    public static RecipeChoice FromOptions(ImmutableSortedDictionary<string, string> options, string name)
    {
        var recipe = new Recipe { Name = options.GetValueOrDefault(NameKey, name) };
        foreach (RecipeKnob knob in RecipeKnobs.All)
            if (options.TryGetValue(knob.Name, out string? value)) recipe = RecipeKnobs.Set(recipe, knob.Name, value);
        ImmutableSortedDictionary<string, string> deciders = options.GetValueOrDefault(DecidersKey, "")
            .Split(Between, StringSplitOptions.RemoveEmptyEntries).Select(decided => decided.Split(Of, 2)).Where(parts => parts.Length == 2)
            .ToImmutableSortedDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return new(recipe, deciders);
    }
}

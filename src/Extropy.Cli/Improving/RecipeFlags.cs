using System.CommandLine;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Core.Errors;
using Extropy.Learning.Recipes;

namespace Extropy.Cli.Improving;

/// <summary>The flags that choose and change a recipe.</summary>
internal static class RecipeFlags
{
    /// <summary><c>--recipe</c>.</summary>
    public static Option<string?> Name(string what, string otherwise) => Flags.Text(
        "--recipe", "NAME|FILE", $"{what}: {string.Join(", ", KnownRecipes.Names)}, or a YAML file (default {otherwise})");

    /// <summary><c>--set</c>.</summary>
    public static Option<string[]> Set() => new("--set")
    {
        Description = "change a setting of the recipe, such as learning-rate=1e-5; repeat it for more", HelpName = "NAME=VALUE", Arity = ArgumentArity.ZeroOrMore,
    };

    /// <summary>The recipe of both.</summary>
    /// <exception cref="BadInputException">An unknown name, near ones being offered; or a value that is none.</exception>
    public static Recipe RecipeOf(string? name, string[] settings)
    {
        bool isFile = name is not null && (name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase));
        Recipe recipe = isFile ? RecipeFile.Read(name!) : KnownRecipes.Find(name ?? KnownRecipes.Default);
        foreach (string setting in settings)
        {
            string[] parts = setting.Split('=', 2);
            if (parts.Length < 2) throw new BadInputException($"--set takes name=value, not '{SafeText.Short(setting, 40)}'");
            recipe = RecipeKnobs.Set(recipe, parts[0].Trim(), parts[1]);
        }

        recipe.Validate();
        return recipe;
    }
}

using System.CommandLine;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Core.Errors;
using Extropy.Learning.Recipes;
using Extropy.Runs.Store;

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

    /// <summary>
    /// The recipe of both. A run that goes on takes the one that it began with from its own record: a recipe file may have changed, or gone, since.
    /// </summary>
    /// <exception cref="BadInputException">An unknown name, near ones being offered; or a value that is none.</exception>
    public static RecipeChoice ChoiceOf(Invocation invocation, string name, string[] settings)
    {
        bool isFile = name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
        if (invocation.Host.ResumeId is { } id)
        {
            RunSummary run = RunStore.FromEnvironment(invocation.Time).Show(id);
            return RecipeChoice.FromOptions(run.Manifest.Options, isFile ? Path.GetFileNameWithoutExtension(name) : name);
        }

        RecipeChoice choice = isFile ? RecipeFile.Read(name) : RecipeChoice.Known(name);
        foreach (string setting in settings)
        {
            string[] parts = setting.Split('=', 2);
            if (parts.Length < 2) throw new BadInputException($"--set takes name=value, not '{SafeText.Short(setting, 40)}'");
            choice = choice.With(parts[0].Trim(), parts[1], RecipeChoice.You);
        }

        choice.Recipe.Validate();
        return choice;
    }
}

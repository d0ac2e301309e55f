using Extropy.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Extropy.Cli.Improving;

/// <summary>Recipes as YAML: one mapping of knobs, and <c>base</c> for the recipe they change.</summary>
internal static class RecipeFile
{
    private const long MostBytes = 64 * 1024; // a recipe is thirty lines
    private const string BaseKey = "base";
    private const string NameKey = "name";

    /// <summary>Reads a recipe.</summary>
    /// <exception cref="BadInputException">Not there, not YAML, an unknown key (near names are offered) or a value that is none.</exception>
    public static RecipeChoice Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new BadInputException($"The recipe file {path} is not there.");
        if (file.Length > MostBytes) throw new BadInputException($"{path} has {file.Length} bytes; a recipe has at most {MostBytes}.");
        YamlMappingNode root = Root(path, File.ReadAllText(path));
        List<(string Key, string Value)> entries = [.. root.Children.Select(entry => (Text(path, entry.Key), Text(path, entry.Value)))];
        string? parent = entries.Find(entry => entry.Key == BaseKey).Value;
        RecipeChoice choice = parent is null ? RecipeChoice.Plain : RecipeChoice.Known(parent);
        foreach ((string key, string value) in entries)
            if (key is not (BaseKey or NameKey)) choice = choice.With(key, value, RecipeChoice.File);
        return choice with { Recipe = choice.Recipe with { Name = entries.Find(entry => entry.Key == NameKey).Value ?? Path.GetFileNameWithoutExtension(path) } };
    }

    private static YamlMappingNode Root(string path, string text)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw new BadInputException($"{path} must hold one mapping, such as 'advantage: maxrl'.");
        }
        catch (YamlException error)
        {
            throw new BadInputException($"{path}, line {error.Start.Line}: not valid YAML; a recipe is lines such as 'advantage: maxrl'.");
        }
    }

    private static string Text(string path, YamlNode node) => node is YamlScalarNode { Value: { } value }
        ? value
        : throw new BadInputException($"{path}, line {node.Start.Line}: a recipe's keys and values are plain words and numbers.");
}

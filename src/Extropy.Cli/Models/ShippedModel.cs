using Extropy.Cli.Hosting;
using Extropy.Core.Errors;
using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;

namespace Extropy.Cli.Models;

/// <summary>Finds the small models that come with the project and opens them as policies.</summary>
internal static class ShippedModel
{
    private const string Folder = "models";

    /// <summary>The folder of a model: the one given, or the one that ships, looked for beside the program and above it.</summary>
    /// <exception cref="BadInputException">It is not there.</exception>
    public static string Find(string name, string? given)
    {
        if (given is not null)
            return Directory.Exists(given) ? given : throw new BadInputException($"--model {given}: there is no such folder");

        return TryFind(name) ?? throw new BadInputException(
            $"the model '{name}' is not in {Folder}/{name} here or above; make it with `{Invocation.CommandName} pretrain {name}`, or name a folder with --model");
    }

    /// <summary>The folder of a model that ships, looked for here, beside the program and above; null when it is not there.</summary>
    public static string? TryFind(string name)
    {
        foreach (string start in (string[])[Environment.CurrentDirectory, AppContext.BaseDirectory])
        {
            for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
            {
                string candidate = Path.Combine(at.FullName, Folder, name);
                if (File.Exists(Path.Combine(candidate, "config.json"))) return candidate;
            }
        }

        return null;
    }

    /// <summary>Opens a model as a policy over an engine with the given number of threads; the caller gives the engine back.</summary>
    public static (DecoderPolicy Policy, DecodingEngine Engine) Open(KkModel model, int workers)
    {
        DecoderWeights weights = DecoderWeights.Pack(model.Checkpoint.Parameters);
        var engine = new DecodingEngine(
            weights, new DecodingEngineOptions { Workers = workers, CacheBytes = DecodingEngineOptions.CacheFor(model.Checkpoint.Parameters.Config) });
        return (new DecoderPolicy(engine, model.Codec, NameOf(model.Folder), model.Weights), engine);
    }

    /// <summary>A model's name for people: that of its folder.</summary>
    public static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}

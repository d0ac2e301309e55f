using Extropy.Cli.Hosting;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;
using Extropy.Search.Contracts;

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
    /// <exception cref="BadInputException">Not a checkpoint of this vocabulary.</exception>
    public static (DecoderPolicy Policy, DecodingEngine Engine) Open(string folder, ITokenCodec codec, int workers)
    {
        Checkpoint checkpoint = CheckpointDirectory.Load(folder);
        if (checkpoint.Vocabulary.Length == 0)
            throw new BadInputException($"{folder} has neither a vocabulary of ours nor a tokenizer (tokenizer.json or tokenizer.model), so it cannot be asked anything");
        if (checkpoint.Vocabulary != codec.Name)
            throw new BadInputException($"{folder} was trained with the vocabulary '{checkpoint.Vocabulary}'; this problem needs '{codec.Name}'");
        Digest weights = WeightsDigest.Of(checkpoint.Parameters, checkpoint.Vocabulary);
        var engine = new DecodingEngine(DecoderWeights.Pack(checkpoint.Parameters), new DecodingEngineOptions { Workers = workers });
        return (new DecoderPolicy(engine, codec, NameOf(folder), weights), engine);
    }

    /// <summary>A model's name for people: that of its folder.</summary>
    public static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}

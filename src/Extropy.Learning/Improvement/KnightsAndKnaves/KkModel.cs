using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;
using Extropy.Models.Tokenizing;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Encoding;

namespace Extropy.Learning.Improvement.KnightsAndKnaves;

/// <summary>
/// A model that can be asked about Knights and Knaves: one with the vocabulary of the task, or a language model, a directory as Hugging Face lays it out,
/// which is asked and answers in English.
/// </summary>
/// <param name="Checkpoint">Its weights.</param>
/// <param name="Codec">Its vocabulary.</param>
/// <param name="Dialect">How puzzles are put to it.</param>
/// <param name="Folder">Where it was read.</param>
public sealed record KkModel(Checkpoint Checkpoint, ITokenCodec Codec, KkDialect Dialect, string Folder)
{
    /// <summary>Longest context of a language model, in tokens: puzzles and their derivations take a few hundred.</summary>
    public const int MostContext = 4_096;

    internal const int EnglishTokensPerWord = 3; // for each word of the formal dialect

    private const int EnglishTokensPerStep = 96; // a paragraph about ten people, names of several tokens
    private const int EnglishTokensPerAnswer = 2_048;

    /// <summary>Reads a model, its tokenizer first: that takes seconds, and weights may take minutes.</summary>
    /// <exception cref="BadInputException">Not a model, one of another vocabulary, without a tokenizer, or too large for the machine.</exception>
    /// <exception cref="CheckpointDamagedException">A file is damaged.</exception>
    public static KkModel Load(string folder)
    {
        if (HuggingFaceTokenizer.IsIn(folder))
        {
            TextCodec codec = HuggingFaceTokenizer.Load(folder, CheckpointDirectory.Shape(folder).VocabularySize);
            return new(CheckpointDirectory.Load(folder, new CheckpointLoadOptions { MostContext = MostContext }), codec, KkDialect.English, folder);
        }

        Checkpoint checkpoint = CheckpointDirectory.Load(folder);
        if (checkpoint.Vocabulary.Length == 0)
            throw new BadInputException($"{folder} has neither a vocabulary of ours nor a tokenizer (tokenizer.json or tokenizer.model), so it cannot be asked anything");
        if (checkpoint.Vocabulary != KkCodec.Shared.Name)
            throw new BadInputException($"{folder} was trained with the vocabulary '{checkpoint.Vocabulary}'; this task needs '{KkCodec.Shared.Name}'");
        return new(checkpoint, KkCodec.Shared, KkDialect.Formal, folder);
    }

    /// <summary>Whether it reads and writes English.</summary>
    public bool IsEnglish => Dialect == KkDialect.English;

    /// <summary>Most tokens of one step.</summary>
    public int MaxTokensPerStep => IsEnglish ? EnglishTokensPerStep : new SamplingOptions().MaxTokensPerStep;

    /// <summary>Most tokens of one answer.</summary>
    public int MaxTokens => IsEnglish ? EnglishTokensPerAnswer : new ImprovementOptions().MaxTokens;

    /// <summary>Identity of its weights and vocabulary.</summary>
    public Digest Weights => WeightsDigest.Of(Checkpoint.Parameters, Codec.Name);

    /// <summary>The options with its limits: how much it may write for an answer and a step.</summary>
    public ImprovementOptions Limit(ImprovementOptions options) =>
        options with { MaxTokens = MaxTokens, Sampling = options.Sampling with { MaxTokensPerStep = MaxTokensPerStep } };

    /// <summary>Saves other weights of its shape in its layout, with all that stands beside them: tokenizer, generation settings, licence.</summary>
    /// <param name="folder">Where; what it held before stays until the new one is whole.</param>
    /// <param name="parameters">The weights.</param>
    /// <exception cref="ExtropyException">The disk is full or refuses; the old checkpoint is as it was.</exception>
    public void Save(string folder, ParameterSet parameters) => CheckpointDirectory.Save(
        folder, Checkpoint with { Parameters = parameters, Metrics = null }, IsEnglish ? into => CheckpointDirectory.CopyCompanions(Folder, into) : null);
}

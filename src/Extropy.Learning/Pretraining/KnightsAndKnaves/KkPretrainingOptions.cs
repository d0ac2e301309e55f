using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Learning.Evaluation;
using Extropy.Models.Decoding;
using Extropy.Tasks.KnightsAndKnaves.Encoding;

namespace Extropy.Learning.Pretraining.KnightsAndKnaves;

/// <summary>The recipe of the Knights-and-Knaves model: seed, sizes, curriculum, training, evaluation. The defaults make the model that ships.</summary>
public sealed record KkPretrainingOptions
{
    /// <summary>Puzzles of each size in the evaluation at the end.</summary>
    public const int DefaultEvaluationPuzzles = 200;

    /// <summary>Standard deviation of fresh weights: about 1/√width. With 0.02, made for widths near 1,000, verdicts stay at the majority.</summary>
    public const double DefaultInitialDeviation = 0.1;

    /// <summary>The sizes of the model that ships.</summary>
    public static DecoderConfig DefaultDecoder { get; } = new()
    {
        VocabularySize = KkCodec.Shared.VocabularySize,
        Width = 128,
        Layers = 4,
        Heads = 4,
        KeyValueHeads = 2,
        HeadSize = 32,
        HiddenSize = 352,
        ContextLength = 768,
    };

    /// <summary>Decides initial weights, puzzles and evaluation.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Sizes of the decoder; the vocabulary is that of <see cref="KkCodec"/>.</summary>
    public DecoderConfig Decoder { get; init; } = DefaultDecoder;

    /// <summary>Standard deviation of fresh weights, positive.</summary>
    public double InitialDeviation { get; init; } = DefaultInitialDeviation;

    /// <summary>What it learns; its seed is replaced by <see cref="Seed"/>.</summary>
    public KkCurriculumOptions Curriculum { get; init; } = new();

    /// <summary>How it learns.</summary>
    public PretrainingOptions Training { get; init; } = new();

    /// <summary>Puzzles of each size in the evaluation at the end; 0 leaves it out.</summary>
    public int EvaluationPuzzles { get; init; } = DefaultEvaluationPuzzles;

    /// <summary>Numbers of people that are evaluated.</summary>
    public ImmutableArray<int> EvaluationSizes { get; init; } = [2, 3, 4, 5, 6, 7];

    /// <summary>How it is evaluated; its seed is replaced by <see cref="Seed"/>.</summary>
    public PolicyEvaluationOptions Evaluation { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">The first part with faults names all of them.</exception>
    public void Validate()
    {
        Decoder.Validate();
        Curriculum.Validate();
        Training.Validate();
        Evaluation.Validate();
        List<string> faults = [];
        if (Decoder.VocabularySize != KkCodec.Shared.VocabularySize)
            faults.Add($"a vocabulary of {Decoder.VocabularySize} is not the {KkCodec.Shared.VocabularySize} words of {KkCodec.Shared.Name}");
        if (Curriculum.MaxRowTokens > Decoder.ContextLength)
            faults.Add($"rows of {Curriculum.MaxRowTokens} tokens are longer than a context of {Decoder.ContextLength}");
        if (Curriculum.MaxRowTokens > Training.TokensPerStep)
            faults.Add($"rows of {Curriculum.MaxRowTokens} tokens do not fit a step of {Training.TokensPerStep}");
        if (!(InitialDeviation > 0) || !double.IsFinite(InitialDeviation)) faults.Add($"initial deviation {InitialDeviation} is not a positive number");
        if (EvaluationPuzzles < 0) faults.Add($"{EvaluationPuzzles} puzzles are negative");
        if (faults.Count > 0) throw new BadInputException($"Recipe: {string.Join("; ", faults)}.");
    }
}

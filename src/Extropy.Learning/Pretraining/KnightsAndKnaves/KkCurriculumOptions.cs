using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Learning.Pretraining.KnightsAndKnaves;

/// <summary>
/// What a model sees of Knights and Knaves before any reinforcement: first verdicts alone, then derivations mixed with verdicts.
/// </summary>
/// <remarks>Learning derivations at once stays at chance; the order and the mix follow measurements, which the laboratory log keeps.</remarks>
public sealed record KkCurriculumOptions
{
    /// <summary>Steps of the first stage.</summary>
    public const long DefaultVerdictSteps = 2100;

    /// <summary>Steps over which the sizes grow.</summary>
    public const long DefaultGrowthSteps = 1500;

    /// <summary>Steps of the second stage.</summary>
    public const long DefaultDerivationSteps = 2300;

    /// <summary>Random paragraphs in a row of verdicts.</summary>
    public const int DefaultParagraphsPerRow = 6;

    /// <summary>Share of rows of verdicts in the second stage.</summary>
    public const double DefaultVerdictShare = 0.35;

    /// <summary>Share of rows in the second stage that take up a derivation from somebody else's paragraphs.</summary>
    public const double DefaultTakeOverShare = 0.2;

    /// <summary>Weight of a verdict token; other tokens that count weigh 1.</summary>
    public const double DefaultVerdictWeight = 4;

    /// <summary>Longest row, in tokens; longer ones are cut, which keeps the easy puzzles from being preferred.</summary>
    public const int DefaultMaxRowTokens = 640;

    /// <summary>Shares of rows by number of people, from 2 on. A size that is never seen is not solved at all, so every size that is used later
    /// has a share.</summary>
    public static ImmutableArray<double> DefaultShareByPeople { get; } = [0.17, 0.43, 0.025, 0.18, 0.115, 0.08];

    /// <summary>Which puzzles are drawn.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Steps of the first stage, not negative.</summary>
    public long VerdictSteps { get; init; } = DefaultVerdictSteps;

    /// <summary>Steps over which the sizes grow: the first rows have the fewest people, and larger puzzles join one size at a time. Verdicts of two
    /// people are learnt within minutes and carry over; of all sizes at once they are not. Not negative.</summary>
    public long GrowthSteps { get; init; } = DefaultGrowthSteps;

    /// <summary>Steps of the second stage, not negative.</summary>
    public long DerivationSteps { get; init; } = DefaultDerivationSteps;

    /// <summary>Entry i is the share of rows with i + 2 people; at most 9 entries, not negative, with a positive sum.</summary>
    public ImmutableArray<double> ShareByPeople { get; init; } = DefaultShareByPeople;

    /// <summary>Random paragraphs in a row of verdicts, at least 1.</summary>
    public int ParagraphsPerRow { get; init; } = DefaultParagraphsPerRow;

    /// <summary>Share of rows of verdicts in the second stage, in [0, 1].</summary>
    public double VerdictShare { get; init; } = DefaultVerdictShare;

    /// <summary>Share of rows in the second stage that take up a derivation from somebody else's paragraphs, in [0, 1]. Searches recombine
    /// paragraphs, so the model meets such beginnings.</summary>
    public double TakeOverShare { get; init; } = DefaultTakeOverShare;

    /// <summary>Weight of a verdict token, positive.</summary>
    public double VerdictWeight { get; init; } = DefaultVerdictWeight;

    /// <summary>Longest row in tokens, at least 16.</summary>
    public int MaxRowTokens { get; init; } = DefaultMaxRowTokens;

    /// <summary>Identity of all values.</summary>
    internal Digest Digest
    {
        get
        {
            using var builder = new DigestBuilder();
            builder.Add("kk-curriculum/1").Add(Seed).Add(VerdictSteps).Add(GrowthSteps).Add(DerivationSteps).Add(ParagraphsPerRow).Add(VerdictShare)
                .Add(TakeOverShare).Add(VerdictWeight).Add(MaxRowTokens).Add(ShareByPeople.Length);
            foreach (double share in ShareByPeople) builder.Add(share);
            return builder.Build();
        }
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        const int Sizes = KkPuzzle.MaxPeople - KkPuzzle.MinPeople + 1;
        List<string> faults = [];
        if (VerdictSteps < 0) faults.Add($"{VerdictSteps} verdict steps are negative");
        if (GrowthSteps < 0) faults.Add($"{GrowthSteps} growth steps are negative");
        if (DerivationSteps < 0) faults.Add($"{DerivationSteps} derivation steps are negative");
        if (ShareByPeople.IsDefaultOrEmpty || ShareByPeople.Length > Sizes) faults.Add($"shares by people need 1 to {Sizes} entries");
        else if (!ShareByPeople.All(share => share >= 0) || !(ShareByPeople.Sum() > 0) || !double.IsFinite(ShareByPeople.Sum()))
            faults.Add("shares by people must not be negative and need a positive finite sum");
        if (ParagraphsPerRow < 1) faults.Add($"{ParagraphsPerRow} paragraphs in a row are below 1");
        if (!(VerdictShare >= 0 && TakeOverShare >= 0 && VerdictShare + TakeOverShare <= 1))
            faults.Add($"verdict share {VerdictShare} and take-over share {TakeOverShare} must not be negative and together at most 1");
        if (!(VerdictWeight > 0) || !double.IsFinite(VerdictWeight)) faults.Add($"verdict weight {VerdictWeight} is not a positive number");
        if (MaxRowTokens < 16) faults.Add($"{MaxRowTokens} tokens in a row are below 16");
        if (faults.Count > 0) throw new BadInputException($"Curriculum: {string.Join("; ", faults)}.");
    }
}

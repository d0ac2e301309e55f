using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Learning.Optimisation;

namespace Extropy.Learning.Pretraining;

/// <summary>How a warm-up is run. Together with the data and the initial weights these decide every bit of the result.</summary>
public sealed record PretrainingOptions
{
    /// <summary>Positions of one update.</summary>
    public const int DefaultTokensPerStep = 3072;

    /// <summary>Largest learning rate: with twice of it a decoder of width 128 stalls before it has learnt verdicts.</summary>
    public const double DefaultLearningRate = 1e-3;

    /// <summary>Steps over which the rate rises.</summary>
    public const long DefaultWarmUpSteps = 50;

    /// <summary>The rate at the end as a share of the largest.</summary>
    public const double DefaultFinalShare = 0.05;

    /// <summary>Largest global norm of a gradient.</summary>
    public const double DefaultClipNorm = 1;

    /// <summary>Steps between two checkpoints.</summary>
    public const long DefaultCheckpointEvery = 100;

    /// <summary>Steps between two reports.</summary>
    public const long DefaultReportEvery = 10;

    /// <summary>Positions of one update: rows are taken until the next would not fit.</summary>
    public int TokensPerStep { get; init; } = DefaultTokensPerStep;

    /// <summary>Largest learning rate, positive.</summary>
    public double LearningRate { get; init; } = DefaultLearningRate;

    /// <summary>Steps over which the rate rises, not negative.</summary>
    public long WarmUpSteps { get; init; } = DefaultWarmUpSteps;

    /// <summary>The rate at the end as a share of the largest, in [0, 1].</summary>
    public double FinalShare { get; init; } = DefaultFinalShare;

    /// <summary>Largest global norm of a gradient, positive.</summary>
    public double ClipNorm { get; init; } = DefaultClipNorm;

    /// <summary>The optimiser.</summary>
    public AdamWOptions Optimiser { get; init; } = new();

    /// <summary>Steps between two checkpoints, positive. Does not change the result.</summary>
    public long CheckpointEvery { get; init; } = DefaultCheckpointEvery;

    /// <summary>Steps between two reports, positive. Does not change the result.</summary>
    public long ReportEvery { get; init; } = DefaultReportEvery;

    /// <summary>Identity of everything that changes the result.</summary>
    internal Digest Digest
    {
        get
        {
            using var builder = new DigestBuilder();
            return builder.Add("pretraining/1").Add(TokensPerStep).Add(LearningRate).Add(WarmUpSteps).Add(FinalShare).Add(ClipNorm)
                .Add(Optimiser.Beta1).Add(Optimiser.Beta2).Add(Optimiser.Epsilon).Add(Optimiser.WeightDecay).Build();
        }
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (TokensPerStep < 2) faults.Add($"{TokensPerStep} tokens in a step are below 2");
        if (!(LearningRate > 0) || !double.IsFinite(LearningRate)) faults.Add($"learning rate {LearningRate} is not a positive number");
        if (WarmUpSteps < 0) faults.Add($"{WarmUpSteps} warm-up steps are negative");
        if (!(FinalShare >= 0 && FinalShare <= 1)) faults.Add($"final share {FinalShare} is not in [0, 1]");
        if (!(ClipNorm > 0)) faults.Add($"clipping norm {ClipNorm} is not positive");
        if (CheckpointEvery < 1) faults.Add($"a checkpoint every {CheckpointEvery} steps is below 1");
        if (ReportEvery < 1) faults.Add($"a report every {ReportEvery} steps is below 1");
        if (faults.Count > 0) throw new BadInputException($"Pretraining: {string.Join("; ", faults)}.");
        Optimiser.Validate();
    }
}

using Extropy.Core.Errors;

namespace Extropy.Learning.Advantages;

/// <summary>Turns the rewards of a batch into one advantage a rollout. Pure; no gradient flows through it.</summary>
public interface IAdvantageEstimator
{
    /// <summary>Name a recipe uses.</summary>
    string Name { get; }

    /// <summary>Smallest group it accepts.</summary>
    int LeastGroup => 2;

    /// <summary>Whether it is only defined for rewards of exactly 0 or 1.</summary>
    bool NeedsBinaryRewards => false;

    /// <summary>Estimates.</summary>
    /// <param name="rewards">r, shape [B], finite.</param>
    /// <param name="groupStart">Shape [groups + 1]: group g is rows groupStart[g] … groupStart[g + 1] − 1.</param>
    /// <param name="advantages">Receives A, shape [B].</param>
    void Estimate(ReadOnlySpan<double> rewards, ReadOnlySpan<int> groupStart, Span<double> advantages);

    /// <summary>Checks the rewards before <see cref="Estimate"/>.</summary>
    /// <exception cref="BadInputException">A group too small, a reward that is not finite, or one that is not binary where it must be.</exception>
    void Check(ReadOnlySpan<double> rewards, ReadOnlySpan<int> groupStart)
    {
        for (int g = 0; g + 1 < groupStart.Length; g++)
        {
            int size = groupStart[g + 1] - groupStart[g];
            if (size < LeastGroup) throw new BadInputException($"The advantage '{Name}' compares rollouts of one prompt: a group of {size} is too small; use {LeastGroup} or more.");
        }

        for (int i = 0; i < rewards.Length; i++)
        {
            if (!double.IsFinite(rewards[i])) throw new BadInputException($"The reward of rollout {i} is {rewards[i]}; rewards must be finite.");
            if (NeedsBinaryRewards && rewards[i] is not (0 or 1))
                throw new BadInputException(FormattableString.Invariant($"The advantage '{Name}' needs rewards of 0 or 1; rollout {i} has {rewards[i]}. Take 'grpo' or 'rloo' for graded rewards."));
        }
    }
}

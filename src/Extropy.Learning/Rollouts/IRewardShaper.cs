namespace Extropy.Learning.Rollouts;

/// <summary>Changes rewards before advantages are made of them. Pure; the verifier's own reward stays in <see cref="Rollout.Reward"/>.</summary>
public interface IRewardShaper
{
    /// <summary>Name a recipe uses.</summary>
    string Name { get; }

    /// <summary>The new reward.</summary>
    /// <param name="rollout">The rollout as judged.</param>
    /// <param name="reward">Its reward so far, finite.</param>
    double Shape(Rollout rollout, double reward);
}

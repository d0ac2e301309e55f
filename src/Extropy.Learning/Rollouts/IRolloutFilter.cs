namespace Extropy.Learning.Rollouts;

/// <summary>Decides which rollouts are trained on, before a batch is made. Pure.</summary>
public interface IRolloutFilter
{
    /// <summary>Name a recipe uses.</summary>
    string Name { get; }

    /// <summary>Filters one group.</summary>
    /// <returns>The group, perhaps with members whose tokens do not count; null when it has nothing to teach and another should take its place.</returns>
    RolloutGroup? Filter(RolloutGroup group);
}

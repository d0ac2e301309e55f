namespace Extropy.Learning.Advantages;

/// <summary>Whose standard deviation divides the advantages of <see cref="Grpo"/>; none at all is <see cref="DrGrpo"/>.</summary>
public enum GrpoScale
{
    /// <summary>The group's own: the published form.</summary>
    Group,

    /// <summary>That of all rewards of the batch: TRL's <c>scale_rewards = batch</c>. A group's spread then keeps its meaning.</summary>
    Batch,
}

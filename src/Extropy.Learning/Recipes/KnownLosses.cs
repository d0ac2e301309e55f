using Extropy.Learning.Objectives;

namespace Extropy.Learning.Recipes;

/// <summary>Every token loss that a recipe can name.</summary>
public static class KnownLosses
{
    /// <summary>ε_high of <c>clip-higher</c>, with ε_low as set. Source: DAPO (arXiv 2503.14476), section 3.1.</summary>
    public const double ClipHigher = 0.28;

    /// <summary>The losses.</summary>
    public static PartList<ITokenLoss> List { get; } = new(
        "loss",
        new("pg", "minus advantage times log-probability", _ => new PolicyGradient()),
        new("ppo-clip", "the clipped ratio of PPO, dual clip included", settings => new PpoClip(settings.Clip)),
        new("clip-higher", "ppo-clip with the upper bound of DAPO", settings => new PpoClip(settings.Clip with { High = ClipHigher })),
        new("gspo", "one clipped ratio a rollout", settings => new Gspo(settings.Gspo)));
}

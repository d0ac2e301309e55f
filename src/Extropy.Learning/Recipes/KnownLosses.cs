using Extropy.Learning.Objectives;

namespace Extropy.Learning.Recipes;

/// <summary>Every token loss that a recipe can name.</summary>
public static class KnownLosses
{
    /// <summary>ε_high of <c>clip-higher</c>. Source: DAPO (arXiv 2503.14476), section 3.1.</summary>
    public const double ClipHigher = 0.28;

    private const string Ppo = "ppo-clip", Dapo = "clip-higher", Sequence = "gspo";

    /// <summary>The losses.</summary>
    public static PartList<ITokenLoss> List { get; } = new(
        "loss",
        new("pg", "minus advantage times log-probability", _ => new PolicyGradient()),
        new(Ppo, "the clipped ratio of PPO, dual clip included", settings => new PpoClip(OfTokens(Ppo, settings))),
        new(Dapo, "ppo-clip with the upper bound of DAPO", settings => new PpoClip(OfTokens(Dapo, settings))),
        new(Sequence, "one clipped ratio a rollout", settings => new Gspo(OfRollouts(settings))));

    /// <summary>The bounds with which a loss is made: those that are set, else its own; null where the loss has no such bound.</summary>
    /// <param name="loss">Its name; a name that does not exist has no bounds.</param>
    /// <param name="set">Bounds that are set, null where none is.</param>
    public static ClipBounds Bounds(string loss, ClipBounds set)
    {
        ClipBounds own = loss switch
        {
            Ppo => new(PpoClipOptions.DefaultLow, PpoClipOptions.DefaultHigh, PpoClipOptions.DefaultDual),
            Dapo => new(PpoClipOptions.DefaultLow, ClipHigher, PpoClipOptions.DefaultDual),
            Sequence => new(GspoOptions.DefaultLow, GspoOptions.DefaultHigh),
            _ => new(),
        };
        return new(
            own.Low is null ? null : set.Low ?? own.Low,
            own.High is null ? null : set.High ?? own.High,
            own.Dual is null ? null : set.Dual ?? own.Dual);
    }

    private static PpoClipOptions OfTokens(string loss, PartSettings settings)
    {
        ClipBounds bounds = Bounds(loss, settings.Clip);
        return new() { Low = bounds.Low!.Value, High = bounds.High!.Value, Dual = bounds.Dual!.Value }; // these losses have all three
    }

    private static GspoOptions OfRollouts(PartSettings settings)
    {
        ClipBounds bounds = Bounds(Sequence, settings.Clip);
        return new() { Low = bounds.Low!.Value, High = bounds.High!.Value }; // this loss has both
    }
}

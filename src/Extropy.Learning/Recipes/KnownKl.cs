using Extropy.Learning.Objectives;

namespace Extropy.Learning.Recipes;

/// <summary>Every divergence from the reference that a recipe can put into the loss. In the reward it is an advantage shaper, <c>kl-reward</c>.</summary>
public static class KnownKl
{
    /// <summary>The divergences.</summary>
    public static PartList<IRegularizer> List { get; } = new(
        "divergence",
        Of(KlEstimator.K1, "the log-ratio; its gradient does not pull on average"),
        Of(KlEstimator.K2, "half the squared log-ratio; gradient of the divergence"),
        Of(KlEstimator.K3, "unbiased and never negative; gradient of the reverse divergence"),
        Of(KlEstimator.K1StraightThrough, "value of k1, gradient of k2"),
        Of(KlEstimator.K3StraightThrough, "value of k3, gradient of k2"),
        Of(KlEstimator.Exact, "the whole vocabulary, no estimate"));

    private static NamedPart<IRegularizer> Of(KlEstimator estimator, string about) =>
        new(KlToReference.NameOf(estimator), about, settings => new KlToReference(settings.Kl with { Estimator = estimator }));
}

using Extropy.Core.Errors;

namespace Extropy.Learning.Rollouts;

/// <summary>
/// r + min(0, −(|o| − (L − C)) / C · factor): free up to L − C tokens, then a fine that reaches the factor at L and goes on beyond. Source: DAPO
/// (arXiv 2503.14476), equation 13.
/// </summary>
public sealed class SoftOverlong : IRewardShaper
{
    private readonly SoftOverlongOptions _options;

    /// <summary>The shaper.</summary>
    /// <exception cref="BadInputException">An option out of range.</exception>
    public SoftOverlong(SoftOverlongOptions options)
    {
        options.Validate();
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "soft-overlong";

    /// <inheritdoc/>
    public double Shape(Rollout rollout, double reward)
    {
        double beyond = rollout.ResponseLength - (_options.Longest - _options.Buffer);
        return reward + Math.Min(0, -beyond / _options.Buffer * _options.Factor);
    }
}

using Extropy.Core.Identity;
using Extropy.Runs.Effects;
using Extropy.Search.Contracts;

namespace Extropy.Search.Context;

/// <summary>
/// Digests of the requests of one search. Fields that rarely change (policy, prompt, sampling, cue) are digested once and recognised by
/// reference; steps and trajectories keep their own. Not thread-safe.
/// </summary>
internal sealed class RequestDigest(PolicyIdentity policy)
{
    private static readonly string[] ContinuationFields = ["policy", "prompt", "prefix", "max steps", "sampling", "cue", "max tokens"];
    private static readonly string[] ScoringFields = ["policy", "prompt", "trajectory"];
    private static readonly string[] VerificationFields = ["verifier", "trajectory"];

    private readonly ulong _policy = Of(policy);
    private Prompt? _prompt;
    private ulong _promptWord;
    private SamplingOptions? _sampling;
    private ulong _samplingWord;
    private string? _cue;
    private ulong _cueWord;

    public EffectRequest Of(ContinuationRequest request) => new(EffectKind.Continuation, ContinuationFields,
    [
        _policy,
        Of(request.Prompt),
        request.Prefix.Fingerprint,
        (ulong)request.MaxSteps,
        Of(request.Sampling),
        OfCue(request.Cue),
        (ulong)request.MaxTokens,
    ]);

    public EffectRequest OfScoring(Prompt prompt, Trajectory trajectory) =>
        new(EffectKind.Scoring, ScoringFields, [_policy, Of(prompt), trajectory.Fingerprint]);

    public static EffectRequest OfVerification(Digest verifier, Trajectory trajectory) =>
        new(EffectKind.Verification, VerificationFields, [verifier.High, trajectory.Fingerprint]);

    private static ulong Of(PolicyIdentity policy)
    {
        using var builder = new DigestBuilder();
        return builder.Add(policy.Name).Add(policy.Version).Add(policy.Weights).Build().High;
    }

    private ulong Of(Prompt prompt)
    {
        if (ReferenceEquals(prompt, _prompt)) return _promptWord;
        using var builder = new DigestBuilder();
        builder.Add(prompt.Text).Add(prompt.TokenIds.IsDefault ? [] : prompt.TokenIds.AsSpan());
        _prompt = prompt;
        return _promptWord = builder.Build().High;
    }

    private ulong Of(SamplingOptions sampling)
    {
        if (ReferenceEquals(sampling, _sampling)) return _samplingWord;
        using var builder = new DigestBuilder();
        builder.Add(sampling.Temperature).Add(sampling.TopP).Add(sampling.TopK).Add(sampling.MinP).Add(sampling.MaxTokensPerStep);
        _sampling = sampling;
        return _samplingWord = builder.Build().High;
    }

    private ulong OfCue(string? cue)
    {
        if (cue is null) return 0;
        if (ReferenceEquals(cue, _cue)) return _cueWord;
        _cue = cue;
        return _cueWord = Digest.Of(cue).High;
    }
}

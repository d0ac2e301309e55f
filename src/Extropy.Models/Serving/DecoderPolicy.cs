using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Contracts;

namespace Extropy.Models.Serving;

/// <summary>
/// A language model as a policy: writes steps over a decoding engine and tells the probability of steps it did not write. Thread-safe; an
/// answer is a pure function of the request.
/// </summary>
/// <remarks>
/// A row of tokens is the prompt, then each step, closed by the codec as the end of a step or, where it ends the trajectory, of the answer.
/// Generation masks nothing: any other control word drawn inside a step is text, which the verifier judges. A step that reaches
/// <see cref="SamplingOptions.MaxTokensPerStep"/>, the request's token limit or the end of the context is kept as written and marked as
/// truncated; a cue counts to none of these limits but the context.
/// </remarks>
public sealed class DecoderPolicy : IStepPolicy, IScoringPolicy
{
    private const int SamplerVersion = 1; // raise when the same weights would answer differently

    private readonly DecodingEngine _engine;
    private readonly ITokenCodec _codec;
    private readonly TokenLayout _layout;

    /// <summary>Creates the policy.</summary>
    /// <param name="engine">Decodes; may be shared with other policies over the same weights.</param>
    /// <param name="codec">The vocabulary the model was trained with.</param>
    /// <param name="name">Name a person knows.</param>
    /// <param name="weights">Identity of the weights.</param>
    /// <exception cref="BadInputException">The vocabulary does not have the model's size.</exception>
    public DecoderPolicy(DecodingEngine engine, ITokenCodec codec, string name, Digest weights)
    {
        if (codec.VocabularySize != engine.Config.VocabularySize)
        {
            throw new BadInputException(
                $"The vocabulary '{codec.Name}' has {codec.VocabularySize} tokens and the model {engine.Config.VocabularySize}; they do not belong together.");
        }

        _engine = engine;
        _codec = codec;
        _layout = new TokenLayout(codec);
        Identity = new PolicyIdentity(name, SamplerVersion, weights);
    }

    /// <inheritdoc/>
    public PolicyIdentity Identity { get; }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The prompt, a step or the cue has a word outside the vocabulary, or an option is out of range.</exception>
    public async ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        request.Sampling.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxSteps, 1);
        if (request.Prefix.IsEnded) throw new ArgumentException("The prefix has ended: nothing may follow.", nameof(request));
        var row = new List<int>();
        _layout.AddPrompt(row, request.Prompt);
        for (int i = 0; i < request.Prefix.Length; i++)
        {
            if (!_layout.TryAddStep(row, request.Prefix.Steps[i]))
                throw new BadInputException($"Step {i + 1} of the prefix has a word outside the vocabulary '{_codec.Name}'.");
        }

        int cueStart = row.Count;
        if (request.Cue is { } cue) _layout.AddCue(row, cue);
        int room = _engine.Config.ContextLength - row.Count;
        int most = (int)Math.Min(room, request.MaxTokens);
        if (most <= 0) return new Continuation([], 0, row.Count) { IsTruncated = true };

        DecodedTokens tokens = await _engine.DecodeAsync(
            new DecodingRequest(CollectionsMarshal.AsSpan(row).ToArray(), cueStart)
            {
                MostTokens = most,
                MostSteps = request.MaxSteps,
                Sampling = request.Sampling,
                Draws = request.TokenDraws,
                Codec = _codec,
            },
            cancellationToken).ConfigureAwait(false);
        ImmutableArray<Step> steps = _layout.Cut(tokens, out bool isTruncated);
        return new Continuation(steps, tokens.Written, row.Count) { IsTruncated = isTruncated };
    }

    /// <inheritdoc/>
    /// <remarks>A step with a word outside the vocabulary, or beyond the context, has −∞, and so has every step after it.</remarks>
    public async ValueTask<ImmutableArray<double>> LogProbabilitiesAsync(
        Prompt prompt, Trajectory trajectory, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var row = new List<int>();
        _layout.AddPrompt(row, prompt);
        int given = row.Count;
        var ends = new List<int>(trajectory.Length);
        foreach (Step step in trajectory.Steps)
        {
            if (!_layout.TryAddStep(row, step) || row.Count > _engine.Config.ContextLength) break;
            ends.Add(row.Count);
        }

        var logProbabilities = new double[trajectory.Length];
        logProbabilities.AsSpan().Fill(double.NegativeInfinity);
        if (ends.Count == 0) return ImmutableCollectionsMarshal.AsImmutableArray(logProbabilities);

        var request = new DecodingRequest(CollectionsMarshal.AsSpan(row)[..ends[^1]].ToArray(), given);
        DecodedTokens tokens = await _engine.DecodeAsync(request, cancellationToken).ConfigureAwait(false);
        int position = 0;
        for (int i = 0; i < ends.Count; i++)
        {
            double sum = 0;
            for (; position < ends[i] - given; position++) sum += tokens.LpModel[position];
            logProbabilities[i] = sum;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(logProbabilities);
    }
}

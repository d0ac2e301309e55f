using System.Collections.Immutable;
using Extropy.Core.Identity;
using Extropy.Search.Context;
using Extropy.Search.Contracts;

namespace Extropy.Search.Tests.Context;

/// <summary>A policy that counts its calls, answers from its draws, and can be told to wait or fail.</summary>
internal sealed class CountingPolicy : IScoringPolicy
{
    private int _calls;

    public int Calls => _calls;

    public PolicyIdentity Identity { get; init; } = new("counting", 1, Digest.Of("weights"));

    public bool IsPaid { get; init; }

    public List<string?> Keys { get; } = [];

    /// <summary>Called with the number of the call, from 1, before it is answered.</summary>
    public Func<int, CancellationToken, Task>? OnCall { get; init; }

    public async ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        int call = Interlocked.Increment(ref _calls);
        lock (Keys) Keys.Add(request.IdempotencyKey);
        if (OnCall is not null) await OnCall(call, cancellationToken);
        int count = (int)Math.Min(request.MaxSteps, request.MaxTokens);
        Step[] steps = [.. Enumerable.Range(0, count).Select(i => StepOf(request.TokenDraws.At(0, i).NextInt(1000)))];
        return new Continuation([.. steps], count, request.Prefix.Length);
    }

    public ValueTask<ImmutableArray<double>> LogProbabilitiesAsync(Prompt prompt, Trajectory trajectory, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        return ValueTask.FromResult<ImmutableArray<double>>([.. trajectory.Steps.Select(step => -0.25 * step.Text.Length)]);
    }

    private static Step StepOf(int id) => new($"word {id}", tokens: new StepTokens([id]) { LpModel = [-0.5f], LpBehaviour = [-0.5f], EntropyNats = [1.25f] });
}

/// <summary>A problem whose reward is the share of even words.</summary>
internal sealed class EvenWords : IProblem, IVerifier
{
    public string Task => "even-words";

    public Digest Identity => Digest.Of("even-words");

    public Prompt Prompt { get; } = new("Write even words.") { TokenIds = [1, 2, 3] };

    public string StepSeparator => "\n";

    public IVerifier Verifier => this;

    public SolutionVisibility Visibility => SolutionVisibility.Hidden;

    public int MaxSteps => 20;

    public string? ReadAnswer(Trajectory trajectory) => null;

    public Verdict Verify(Trajectory trajectory) => new(
        trajectory.Length == 0 ? 0 : trajectory.Steps.Count(step => (step.Text[^1] & 1) == 0) / (double)trajectory.Length, TrajectoryState.Open);
}

/// <summary>An external verifier that never says the same twice.</summary>
internal sealed class MoodyVerifier : IExternalVerifier
{
    private int _calls;

    public Digest Identity { get; init; } = Digest.Of("moody");

    public ValueTask<Verdict> VerifyAsync(Trajectory trajectory, CancellationToken cancellationToken)
    {
        _calls++;
        return ValueTask.FromResult(new Verdict(1.0 / _calls, TrajectoryState.Complete)
        {
            Steps = [StepValidity.Valid, StepValidity.Wrong],
            IsAnswerCorrect = true,
            Feedback = $"mood {_calls}",
        });
    }
}

/// <summary>Keys of searches.</summary>
internal static class Keys
{
    public static SearchKey Of(int number) => new(Digest.Of("test search").Derive(number));
}

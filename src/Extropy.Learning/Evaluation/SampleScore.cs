using Extropy.Search.Contracts;

namespace Extropy.Learning.Evaluation;

/// <summary>What one answer of a policy came to. Every metric of an evaluation is a pure function of these.</summary>
/// <param name="IsSolved">Solved, as the task defines it: where steps are judged, with a verified derivation.</param>
/// <param name="IsRight">The answer alone is right, whatever its derivation.</param>
/// <param name="Answer">The answer in its canonical text, equal for equal answers; null when none was given.</param>
/// <param name="IsEnded">The policy ended by itself within the limits.</param>
/// <param name="Tokens">Tokens written.</param>
public readonly record struct SampleScore(bool IsSolved, bool IsRight, string? Answer, bool IsEnded, int Tokens)
{
    /// <summary>Σ over the tokens of the exact entropy (nats) of the model's distribution: temperature 1, untruncated. Null where the policy does not expose it.</summary>
    public double? EntropyNats { get; init; }

    /// <summary>
    /// Σ over the tokens of −ln q, q the probability under the distribution it was drawn from; its mean estimates that distribution's entropy
    /// without bias, whatever the temperature and the filters. Null where the policy does not expose it.
    /// </summary>
    public double? SurprisalNats { get; init; }

    /// <summary>Judges an answer.</summary>
    /// <param name="problem">What was asked.</param>
    /// <param name="continuation">What the policy wrote from the empty trajectory on.</param>
    public static SampleScore Of(IProblem problem, Continuation continuation)
    {
        var trajectory = new Trajectory(continuation.Steps);
        Verdict verdict = problem.Verifier.Verify(trajectory);
        return new(verdict.IsSolved, verdict.IsAnswerCorrect, problem.ReadAnswer(trajectory), trajectory.IsEnded, continuation.GeneratedTokens)
        {
            EntropyNats = Sum(continuation, tokens => tokens.EntropyNats),
            SurprisalNats = 0 - Sum(continuation, tokens => tokens.LpBehaviour), // −0 would be written as such
        };
    }

    private static double? Sum(Continuation continuation, Func<StepTokens, IReadOnlyList<float>> select)
    {
        double sum = 0;
        int metered = 0;
        foreach (Step step in continuation.Steps)
        {
            if (step.Tokens is not { } tokens) return null;
            IReadOnlyList<float> values = select(tokens);
            foreach (float value in values) sum += value;
            metered += values.Count;
        }

        return metered == continuation.GeneratedTokens ? sum : null;
    }
}

using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Learning.Evaluation;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Generation;

namespace Extropy.Learning.Pretraining.KnightsAndKnaves;

/// <summary>Evaluates a policy on held-out puzzles, size by size.</summary>
public static class KkEvaluation
{
    /// <summary>Sizes at which the difficulty gate must hold.</summary>
    public static ImmutableArray<int> GateSizes { get; } = [4, 5];

    /// <summary>One row per size.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="sizes">Numbers of people.</param>
    /// <param name="puzzles">Puzzles of each size, at least 1; fewer where there are not so many (n = 2).</param>
    /// <param name="options">Valid options; the seed also decides the puzzles.</param>
    /// <param name="cancellationToken">Stops between answers.</param>
    public static async Task<ImmutableArray<KkEvaluationRow>> RunAsync(
        IStepPolicy policy, IReadOnlyList<int> sizes, int puzzles, PolicyEvaluationOptions options, CancellationToken cancellationToken)
    {
        var rows = ImmutableArray.CreateBuilder<KkEvaluationRow>();
        foreach (int people in sizes)
        {
            ImmutableArray<ProblemScore> scores = await PolicyEvaluation.RunAsync(
                policy, Problems(people, puzzles, options.Seed), options, cancellationToken).ConfigureAwait(false);
            rows.Add(new KkEvaluationRow(people, scores));
        }

        return rows.ToImmutable();
    }

    /// <summary>Held-out puzzles of one size as problems.</summary>
    /// <param name="people">n.</param>
    /// <param name="count">Most puzzles.</param>
    /// <param name="seed">Which.</param>
    /// <param name="dialect">How they are put.</param>
    public static ImmutableArray<IProblem> Problems(int people, int count, long seed, KkDialect dialect = KkDialect.Formal)
    {
        RandomStream stream = RandomStream.FromSeed(seed).For("knights-and-knaves/evaluation").For(people);
        var posed = new KkProblemOptions { Dialect = dialect };
        return [.. KkGenerator.Stream(people, stream).Where(HeldOut.Contains).Take(count).Select(puzzle => (IProblem)new KkProblem(puzzle, posed))];
    }
}

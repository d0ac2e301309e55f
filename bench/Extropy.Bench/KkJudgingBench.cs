using System.Diagnostics;
using Extropy.Core.Chance;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Goals;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Bench;

/// <summary>What a verdict and a goal check cost per node, against reading and judging the trajectory from scratch.</summary>
internal sealed class KkJudgingBench : IBench
{
    private const int Rounds = 20_000;

    public string Name => "kk-judging";

    public string About => "microseconds per verdict and per goal check of a Knights-and-Knaves derivation; remembered against from scratch";

    public int Run(string[] args)
    {
        Console.WriteLine("| n | steps | verdict µs | from scratch µs | ratio | truth goals µs | logic-only goals µs |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (int people in (int[])[4, 5, 8, 10])
        {
            var puzzle = KkGenerator.One(people, RandomStream.FromSeed(1).For(people));
            Trajectory trajectory = new([.. ReferenceReasoner.Derive(puzzle).Select(claim => new Step(KkWriter.Paragraph(claim)))]);
            var problem = new KkProblem(puzzle);
            double verdict = Microseconds(Rounds, () => problem.Verify(trajectory));
            double scratch = Microseconds(Rounds / 20, () => new KkProblem(puzzle).Verify(trajectory));
            double truth = GoalCost(new KkProblem(puzzle, new KkProblemOptions { Goals = KkGoals.Truth }), trajectory);
            double logic = GoalCost(problem, trajectory);
            Console.WriteLine($"| {people} | {trajectory.Length} | {verdict:F2} | {scratch:F1} | {scratch / verdict:F0} | {truth:F2} | {logic:F2} |");
        }

        return 0;
    }

    /// <summary>All goals of the tree before any decomposition, one of which is the root.</summary>
    private static double GoalCost(KkProblem problem, Trajectory trajectory)
    {
        Goal[] goals = [.. problem.Goals!.Initial.Goals]; // both sources have goals
        double[] scores = new double[goals.Length];
        return Microseconds(Rounds, () => problem.Goals.Verifier.Score(trajectory, goals, scores));
    }

    private static double Microseconds(int rounds, Action action)
    {
        for (int i = 0; i < 2 * rounds; i++) action(); // past the tiers of the compiler
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < rounds; i++) action();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / rounds;
    }
}

using System.Globalization;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Goals;

/// <summary>
/// When a tree grows, as released. Asked each time the search stagnates, it (i) builds a tree where there is none; (ii) builds anew where the best candidate exceeds
/// the tree's reference by more than the margin; (iii) expands the shallowest leaf above the depth limit, the oldest of equals, that no correct candidate ever
/// fully satisfied, and builds anew where all of them were; (iv) leaves a tree without such leaves alone.
/// </summary>
internal sealed class GoalSchedule(IOpenProblem problem, ProgramGoalOptions options)
{
    private const int UnknownGain = 5; // margins beyond the best, where no record says what can be reached

    private readonly GoalScale _scale = GoalScale.Of(problem);

    /// <summary>What is due.</summary>
    public GoalStep Next(GoalGrowthRequest request)
    {
        if (request.Elites.All(elite => elite.Evaluation.Layout is null)) return new GoalStep("No layout is there to make goals from.");
        double best = request.Elites[0].Evaluation.Merit;
        if (request.Tree is not { } tree) return new GoalStep("The first tree.") { Seedling = Seedling(0, best) };
        if (best > tree.Reference + _scale.Margin) return new GoalStep("A new tree: the best has outgrown the old one.") { Seedling = Seedling(tree.Version, best) };
        ProgramGoal[] leaves = [.. tree.Nodes.Where(node => node.Level < options.Depth && !tree.Nodes.Any(other => other.Parent == node.Id))];
        if (leaves.Length == 0) return new GoalStep("The tree is as deep as it may be.");
        ProgramGoal[] open = [.. leaves.Where(leaf => !request.WasSatisfied[leaf.Id]).OrderBy(leaf => leaf.Level).ThenBy(leaf => leaf.Id)];
        return open.Length > 0
            ? new GoalStep("An open goal is divided.") { Open = [.. open] }
            : new GoalStep("A new tree: every leaf was satisfied by some candidate.") { Seedling = Seedling(tree.Version, best), MayKeep = true };
    }

    private ProgramGoalTree Seedling(int version, double best) =>
        new(version + 1, best, [new ProgramGoal(0, null, 0, ProgramGoalKind.Aspirational, Title(best), Objective(best))]);

    private double Target(double best) => _scale.Target ?? Math.Abs(best) + (problem.Aim == Aim.Maximise ? UnknownGain : -UnknownGain) * _scale.Margin;

    private string Title(double best) => string.Create(CultureInfo.InvariantCulture, $"The objective is reached: {Target(best):R}");

    private string Objective(double best)
    {
        string target = Target(best).ToString("R", CultureInfo.InvariantCulture);
        return problem switch
        {
            CirclePackingSquare or CirclePackingRectangle => $"sum_r >= {target}",
            DistanceRatio => $"(pairwise_max / pairwise_min) ** 2 <= {target}",
            _ => $"min_area_normalized >= {target}",
        };
    }
}

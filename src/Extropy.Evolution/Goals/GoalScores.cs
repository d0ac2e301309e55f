using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Goals.Expressions;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Goals;

/// <summary>Scores candidates by a tree of expressions over their layouts. Thread-safe; what was read once is kept as long as it is in use.</summary>
internal sealed class GoalScores(IOpenProblem problem, ProgramGoalOptions options)
{
    private readonly ImmutableArray<string> _names = GoalVariables.Names(problem);
    private readonly ConditionalWeakTable<ProgramGoalTree, GoalExpression[]> _read = [];
    private readonly ConditionalWeakTable<Layout, ImmutableSortedDictionary<string, GoalValue>> _outputs = [];

    /// <summary>The score of one correct candidate; 0 where it has no layout.</summary>
    public BackwardScore Of(ProgramGoalTree tree, Evaluation evaluation)
    {
        GoalExpression[] expressions = _read.GetValue(tree, known => [.. known.Nodes.Select(node => GoalExpression.Read(node.Expression, _names))]);
        var own = new double[expressions.Length];
        if (evaluation.Layout is { } layout)
        {
            ImmutableSortedDictionary<string, GoalValue> output = _outputs.GetValue(layout, known => GoalVariables.Of(problem, known));
            for (int i = 0; i < own.Length; i++) own[i] = expressions[i].Of(output).Satisfaction;
        }

        return new BackwardScore(tree.Version, TreeScore.Of(tree, own, options.Alpha, options.IsMonotone), [.. own]);
    }
}

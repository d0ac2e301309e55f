using System.Collections.Immutable;
using Extropy.Evolution.Goals.Expressions;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Goals.Templates;

/// <summary>
/// Breaks a goal into parts without a model. Every template is measured on the elites and on naive layouts. A reference goal asks for the worst value among
/// the elites and must fail on every naive layout; an aspirational one asks for the best value among the elites and a tenth of their range beyond it, at
/// least a thousandth of the best.
/// </summary>
/// <remarks>
/// A function of its arguments. Aspirational goals come first where elites differ most, relative to the best; references where they stand farthest from the
/// naive. Templates on the path to the root are left out, those elsewhere in the tree come last.
/// </remarks>
internal sealed class TemplateDecomposer
{
    private const double Beyond = 0.1; // of the elites' range
    private const double LeastBeyond = 0.001; // of the best value: elites that do not differ still leave something to ask for
    private const int MostReferences = 2;

    private readonly IOpenProblem _problem;
    private readonly ImmutableArray<(GoalTemplate Template, GoalExpression Measure)> _templates;
    private readonly ImmutableArray<Layout> _naive;

    public TemplateDecomposer(IOpenProblem problem)
    {
        _problem = problem;
        ImmutableArray<string> names = GoalVariables.Names(problem);
        _templates = [.. GoalTemplates.For(problem).Select(template => (template, GoalExpression.Read(template.Measure, names)))];
        _naive = NaiveLayouts.For(problem);
    }

    /// <summary>The parts of a goal, at most <paramref name="most"/>; none where no template fits.</summary>
    /// <param name="tree">The tree that the goal stands in.</param>
    /// <param name="goal">The goal.</param>
    /// <param name="elites">Layouts of the best candidates, at least one.</param>
    /// <param name="most">At least 1.</param>
    public ImmutableArray<ProgramGoal> Parts(ProgramGoalTree tree, ProgramGoal goal, ImmutableArray<Layout> elites, int most)
    {
        Measured[] measured = [.. Measure(tree, goal, elites)];
        int references = Math.Min(MostReferences, Math.Max(1, most / 4));
        Measured[] aspirational =
        [
            .. measured.Where(one => one.IsOpen).OrderBy(one => one.IsUsed).ThenByDescending(one => one.Range / Math.Max(Math.Abs(one.Best), double.Epsilon))
                .ThenBy(one => one.Order).Take(most - references),
        ];
        if (aspirational.Length + references < most) references = Math.Min(MostReferences, most - aspirational.Length);
        IEnumerable<Measured> reference = measured.Where(one => one.IsReference && !aspirational.Contains(one)).OrderBy(one => one.IsUsed)
            .ThenByDescending(one => one.Lead).ThenBy(one => one.Order).Take(references);
        int id = tree.Nodes.Length;
        return
        [
            .. reference.Select(one => Made(one, ProgramGoalKind.Reference, one.Worst)),
            .. aspirational.Select(one => Made(one, ProgramGoalKind.Aspirational, one.Threshold)),
        ];

        ProgramGoal Made(Measured one, ProgramGoalKind kind, double threshold) =>
            new(id++, goal.Id, goal.Level + 1, kind, one.Template.Description(threshold), one.Template.Goal(threshold));
    }

    private IEnumerable<Measured> Measure(ProgramGoalTree tree, ProgramGoal goal, ImmutableArray<Layout> elites)
    {
        var outputs = elites.Select(layout => GoalVariables.Of(_problem, layout)).ToArray();
        var naive = _naive.Select(layout => GoalVariables.Of(_problem, layout)).ToArray();
        for (int order = 0; order < _templates.Length; order++)
        {
            (GoalTemplate template, GoalExpression measure) = _templates[order];
            if (Path(tree, goal).Any(template.IsIn)) continue;
            double?[] values = [.. outputs.Select(output => measure.ValueOf(output, out _))];
            if (values.Any(value => value is null)) continue;
            double low = values.Min() ?? 0, high = values.Max() ?? 0; // every one has a value
            double[] rivals = [.. naive.Select(output => measure.ValueOf(output, out _)).OfType<double>()];
            double rival = rivals.Length == 0 ? double.NaN : template.IsLarge ? rivals.Max() : rivals.Min();
            (double worst, double best) = template.IsLarge ? (low, high) : (high, low);
            double step = Math.Max(Beyond * (high - low), LeastBeyond * Math.Abs(best));
            yield return new Measured(order, template, worst, best, template.IsLarge ? best + step : best - step, rival, tree.Nodes.Any(template.IsIn));
        }
    }

    private static IEnumerable<ProgramGoal> Path(ProgramGoalTree tree, ProgramGoal goal)
    {
        for (ProgramGoal? at = goal; at is not null; at = at.Parent is { } parent ? tree.Nodes[parent] : null) yield return at;
    }

    /// <summary>A template on the elites.</summary>
    private sealed record Measured(int Order, GoalTemplate Template, double Worst, double Best, double Threshold, double Naive, bool IsUsed)
    {
        public double Range => Math.Abs(Best - Worst);

        /// <summary>How far every elite stands before every naive layout, relative to the threshold.</summary>
        public double Lead => double.IsNaN(Naive) ? 1 : (Template.IsLarge ? Worst - Naive : Naive - Worst) / Math.Max(Math.Abs(Worst), double.Epsilon);

        public bool IsReference => Worst > 0 && Lead > 1e-6;

        public bool IsOpen =>
            Threshold > 0 && (double.IsNaN(Naive) || (Template.IsLarge ? Naive < Threshold : Naive > Threshold));
    }
}

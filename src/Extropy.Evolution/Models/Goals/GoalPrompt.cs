using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;
using Extropy.Evolution.Goals.Expressions;
using Extropy.Evolution.Problems;
using Extropy.Providers.Calls;

namespace Extropy.Evolution.Models.Goals;

/// <summary>The conversation by which a model is asked to divide a goal. The same request makes the same text.</summary>
internal static class GoalPrompt
{
    private const int MostRows = 60;
    private const int LongestReply = 4_000;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Asks for the parts of a goal.</summary>
    public static ImmutableArray<ModelTurn> Of(IOpenProblem problem, GoalGrowthRequest request, ProgramGoalTree tree, ProgramGoal goal, ImmutableArray<string> names) =>
    [
        new(TurnRole.System, System(problem, names)),
        new(TurnRole.User, User(problem, request, tree, goal)),
    ];

    /// <summary>Asks once more, with what was wrong.</summary>
    public static ImmutableArray<ModelTurn> Again(ImmutableArray<ModelTurn> turns, string reply, ImmutableArray<string> faults) =>
    [
        .. turns,
        new(TurnRole.Assistant, reply.Length <= LongestReply ? reply : reply[..LongestReply]),
        new(TurnRole.User, $"Too few of these can be used: {string.Join(" ", faults.Take(4))} Write the JSON object anew, with 3 or 4 goals that keep to the rules."),
    ];

    private static string System(IOpenProblem problem, ImmutableArray<string> names) => string.Create(Culture, $"""
        You divide the goal of an evolutionary search into sub-goals that a machine can check. {problem.Title}

        A goal is one expression over a candidate's output; its value is clipped to [0, 1], and 1 means fully met. It is read by a small parser, not by Python:
        - numbers, + - * / % **, comparisons (< <= > >= == !=, one at a time: write a < b and b < c), and, or, not
        - an exponent is whole or half; arithmetic and comparisons go number by number over lists
        - lists [a, b], indexing from either end (x[0], x[-1], a row or a number of a table: t[i], t[i, 0]); no slices
        - comprehensions alone in a function or a list: sum(x[i] for i in range(n)), [x[i] * y[j] for i, j in pairs(n) if x[i] < y[j]] with i < j; no loop over a list, no other
          loops, no 'a if b else c', no lambda, no text, no attributes, no assignment
        - functions: {string.Join(" ", GoalExpression.Functions)}
        - variables:
        {GoalVocabulary.Of(names)}
        At most {ExpressionLimits.Length} characters and {ExpressionLimits.Nodes} parts an expression. A division by zero, an unknown name or a list as the result counts as 0.
        """).ReplaceLineEndings("\n");

    private static string User(IOpenProblem problem, GoalGrowthRequest request, ProgramGoalTree tree, ProgramGoal goal)
    {
        var text = new StringBuilder();
        text.Append("## The goal to be divided\n\n");
        foreach (ProgramGoal step in Path(tree, goal)) text.Append(Culture, $"{(step == goal ? "" : "part of: ")}{step.Description}\n    {step.Expression}\n");
        text.Append("\n## The best candidates, the best first\n\n");
        foreach (Candidate elite in request.Elites.Where(elite => elite.Evaluation.Layout is not null)) Show(text, problem, elite);
        text.Append("""
            ## What to do

            Give 3 or 4 sub-goals from different categories (sizes, contacts, positions, spread, symmetry …) that would lead to the goal:
            - 1 or 2 of kind "reference": met by every candidate above, not met by a naive layout such as a grid or random places
            - 2 or 3 of kind "aspirational": not met by most of them nor by naive layouts, the threshold a little beyond the best of them
            Write each in dense form, min(1, actual / target), so that coming nearer is seen. Answer with one JSON object and nothing else:
            {"goals": [{"kind": "reference", "description": "in words", "expression": "min(1, …)"}]}

            """.ReplaceLineEndings("\n"));
        return text.ToString();
    }

    /// <summary>From the goal up to the root.</summary>
    private static IEnumerable<ProgramGoal> Path(ProgramGoalTree tree, ProgramGoal goal)
    {
        for (ProgramGoal? at = goal; at is not null; at = at.Parent is { } parent ? tree.Nodes[parent] : null) yield return at;
    }

    private static void Show(StringBuilder text, IOpenProblem problem, Candidate elite)
    {
        Layout layout = elite.Evaluation.Layout!; // chosen for having one
        text.Append(Culture, $"Score {elite.Evaluation.Raw.ToString("0.000000", Culture)}; rows of {string.Join(", ", problem.Shape.Columns)}:\n");
        for (int row = 0; row < Math.Min(layout.Rows, MostRows); row++)
            text.Append(string.Join(' ', Enumerable.Range(0, layout.Columns).Select(column => layout[row, column].ToString("0.######", Culture)))).Append('\n');
        if (layout.Rows > MostRows) text.Append("(the rest is left out)\n");
        text.Append('\n');
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Identity;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;

namespace Extropy.Testing.Search;

/// <summary>
/// A small problem that uses every part of the search contracts: say m words, then end. Steps are <c>word i</c>, <c>hint i j</c>,
/// <c>wrong k</c> (a false claim), <c>noise k</c> and, behind the cue <c>so</c>, the end. The goal tree starts as root and one goal per
/// word; each decomposition adds the hints of one more word.
/// </summary>
/// <param name="words">m ≥ 1.</param>
/// <param name="hints">Sub-goals of each word that a decomposition adds; 0 for none.</param>
/// <param name="maxSteps">Longest trajectory.</param>
public sealed class WordProblem(int words = 3, int hints = 2, int maxSteps = 12) : IProblem, IVerifier, IGoalSource, IGoalVerifier, IGoalDecomposer
{
    private const string Cue = "so";

    /// <inheritdoc/>
    public string Task => "words";

    /// <inheritdoc/>
    public Digest Identity { get; } = Digest.Of(string.Create(CultureInfo.InvariantCulture, $"words {words} {hints} {maxSteps}"));

    /// <inheritdoc/>
    public Prompt Prompt { get; } = new("Say every word.");

    /// <inheritdoc/>
    public string StepSeparator => "\n";

    /// <inheritdoc/>
    public IVerifier Verifier => this;

    /// <inheritdoc/>
    public SolutionVisibility Visibility => SolutionVisibility.TargetVisible;

    /// <inheritdoc/>
    public int MaxSteps => maxSteps;

    /// <inheritdoc/>
    public string FinishingCue => Cue;

    /// <inheritdoc/>
    public IGoalSource Goals => this;

    /// <inheritdoc/>
    public string Name => "words";

    /// <inheritdoc/>
    public GoalTree Initial { get; } = GoalTree.WithRoot(new Goal("all", null, "say every word"))
        .Grow(Enumerable.Range(0, words).Select(word => new Goal(WordStep(word), "all", WordStep(word))));

    IGoalVerifier IGoalSource.Verifier => this;

    /// <inheritdoc/>
    public IGoalDecomposer Decomposer => this;

    /// <summary>The step that says a word.</summary>
    public static string WordStep(int word) => string.Create(CultureInfo.InvariantCulture, $"word {word}");

    /// <summary>The step that gives a hint.</summary>
    public static string HintStep(int word, int hint) => string.Create(CultureInfo.InvariantCulture, $"hint {word} {hint}");

    /// <summary>The step that ends an answer.</summary>
    public static Step End { get; } = new(Cue, endsTrajectory: true);

    /// <inheritdoc/>
    public Verdict Verify(Trajectory trajectory)
    {
        bool all = Enumerable.Range(0, words).All(word => Says(trajectory, WordStep(word)));
        ImmutableArray<StepValidity> steps =
        [
            .. trajectory.Steps.Select(step => step.Text.StartsWith("wrong ", StringComparison.Ordinal) ? StepValidity.Wrong : StepValidity.Neutral),
        ];
        bool right = all && !steps.Contains(StepValidity.Wrong);
        bool answered = trajectory.IsEnded && trajectory.Steps[^1].Text == Cue;
        TrajectoryState state = answered ? TrajectoryState.Complete : all || trajectory.IsEnded ? TrajectoryState.Unfinished : TrajectoryState.Open;
        return new Verdict(answered && right ? 1 : 0, state) { Steps = steps, IsAnswerCorrect = answered && all };
    }

    /// <inheritdoc/>
    public void Score(Trajectory trajectory, ReadOnlySpan<Goal> goals, Span<double> scores)
    {
        for (int i = 0; i < goals.Length; i++) scores[i] = Says(trajectory, goals[i].Id) ? 1 : 0;
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<Goal>> DecomposeAsync(
        GoalTree tree, int leaf, SearchContext context, CancellationToken cancellationToken)
    {
        int word = Enumerable.Range(0, words).FirstOrDefault(word => tree.Children(tree.IndexOf(WordStep(word))).IsEmpty, -1);
        ImmutableArray<Goal> parts = word < 0
            ? []
            : [.. Enumerable.Range(0, hints).Select(hint => new Goal(HintStep(word, hint), WordStep(word), HintStep(word, hint)))];
        return ValueTask.FromResult(parts);
    }

    /// <summary>The words said, in order of number.</summary>
    public string? ReadAnswer(Trajectory trajectory) => trajectory.IsEnded
        ? string.Join(' ', Enumerable.Range(0, words).Where(word => Says(trajectory, WordStep(word))))
        : null;

    private static bool Says(Trajectory trajectory, string text)
    {
        foreach (Step step in trajectory.Steps)
        {
            if (step.Text == text) return true;
        }

        return false;
    }
}

using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;

namespace Extropy.Tasks.Countdown;

/// <summary>
/// Reach the target: one step is one operation on two numbers at hand, which are used up. Solved when the target has been made and no step is
/// wrong. Checked with exact fractions.
/// </summary>
/// <remarks>Thread-safe. The target is visible to everybody, the way is not. Steps are not self-contained: an operation is legal only while
/// its numbers are at hand, so recombined trajectories often hold wrong steps. Text that is no operation is neutral and changes nothing.</remarks>
public sealed class CountdownProblem : IProblem, IVerifier
{
    /// <summary>Creates the problem.</summary>
    /// <exception cref="BadInputException">The target is one of the numbers.</exception>
    public CountdownProblem(CountdownPuzzle puzzle)
    {
        if (puzzle.Numbers.Contains(puzzle.Target))
            throw new BadInputException($"The target {puzzle.Target} is one of the numbers: there is nothing to do.");
        Puzzle = puzzle;
        Prompt = new Prompt(puzzle.ToString());
        Goals = new CountdownGoals(puzzle);
        using var builder = new DigestBuilder();
        Identity = builder.Add("countdown/1").Add(Prompt.Text).Build();
    }

    /// <summary>The numbers and the target.</summary>
    public CountdownPuzzle Puzzle { get; }

    /// <inheritdoc/>
    public string Task => "countdown";

    /// <inheritdoc/>
    public Digest Identity { get; }

    /// <inheritdoc/>
    public Prompt Prompt { get; }

    /// <inheritdoc/>
    public string StepSeparator => "\n";

    /// <inheritdoc/>
    public IVerifier Verifier => this;

    /// <inheritdoc/>
    public SolutionVisibility Visibility => SolutionVisibility.TargetVisible;

    /// <summary>An operation uses up a number, so there are at most one fewer than numbers.</summary>
    public int MaxSteps => Puzzle.Numbers.Length - 1;

    /// <inheritdoc/>
    public IGoalSource Goals { get; }

    /// <inheritdoc/>
    public Verdict Verify(Trajectory trajectory)
    {
        var state = new CountdownState(Puzzle);
        var steps = ImmutableArray.CreateBuilder<StepValidity>(trajectory.Length);
        foreach (Step step in trajectory.Steps) steps.Add(state.Apply(step.Text));
        bool isSolved = state.HasTarget && !steps.Contains(StepValidity.Wrong);
        bool isComplete = state.IsOver || trajectory.IsEnded || trajectory.Length >= MaxSteps;
        return new Verdict(isSolved ? 1 : 0, isComplete ? TrajectoryState.Complete : TrajectoryState.Open)
        {
            Steps = steps.MoveToImmutable(),
            IsAnswerCorrect = state.HasTarget,
        };
    }

    /// <summary>The number made last, e.g. <c>24</c> or <c>7/2</c>; null when none was made.</summary>
    public string? ReadAnswer(Trajectory trajectory) => CountdownState.After(Puzzle, trajectory).Last?.ToString();
}

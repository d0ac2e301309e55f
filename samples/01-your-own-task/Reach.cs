using Extropy.Core.Identity;
using Extropy.Search.Contracts;

/// <summary>Start at 1 and reach a number by the steps "+1" and "*2". All that a search needs to know about a task.</summary>
internal sealed class Reach(int target) : IProblem, IVerifier
{
    public string Task => "reach";
    public Digest Identity { get; } = Digest.Of($"reach {target}");
    public Prompt Prompt { get; } = new($"Start at 1. Reach {target} by +1 and *2.");
    public string StepSeparator => " ";
    public IVerifier Verifier => this;
    public SolutionVisibility Visibility => SolutionVisibility.TargetVisible;
    public int MaxSteps => 8;

    public Verdict Verify(Trajectory trajectory)
    {
        long value = ValueOf(trajectory);
        bool isOver = value >= target || trajectory.Length >= MaxSteps || trajectory.IsEnded;
        return new Verdict(value == target ? 1 : 0, isOver ? TrajectoryState.Complete : TrajectoryState.Open)
        {
            IsAnswerCorrect = value == target,
        };
    }

    public string? ReadAnswer(Trajectory trajectory) => $"{ValueOf(trajectory)}";

    private static long ValueOf(Trajectory trajectory) =>
        trajectory.Steps.Aggregate(1L, (value, step) => step.Text == "*2" ? value * 2 : value + 1);
}

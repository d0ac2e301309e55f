using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Extropy.Core.Identity;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;

namespace Extropy.Bench.Search;

/// <summary>
/// A problem shaped like a puzzle of n people: a goal per person from the start, 4 + (n − 1) more for each when the tree grows; every step
/// reaches some goal, says nothing, or is wrong. With dense goals a person's own verdict is the share of its parts. Never solved, so that pools fill up. Its own time is kept by <see cref="Clock"/>.
/// </summary>
internal sealed class GrowingProblem : IProblem, IVerifier, IGoalSource, IGoalVerifier, IGoalDecomposer
{
    private const int Wrong = 12;
    private const int Idle = 20;

    private readonly int _people;
    private readonly int _parts;
    private readonly Dictionary<string, int> _goalOf = new(StringComparer.Ordinal);
    private readonly bool _isDense;
    private int _split;

    public GrowingProblem(int people, bool isDense)
    {
        _isDense = isDense;
        _people = people;
        _parts = 4 + people - 1;
        Initial = GoalTree.WithRoot(new Goal("all", null, "")).Grow(Enumerable.Range(0, people).Select(person => Goal(person, -1)));
        for (int goal = 0; goal < people * (_parts + 1); goal++) _goalOf.Add(Goal(goal / (_parts + 1), goal % (_parts + 1) - 1).Id, goal);
        Policy = new Writer(this); // reads the goals
    }

    public OutsideClock Clock { get; } = new();
    public IStepPolicy Policy { get; }
    public string Task => "growing";
    public Digest Identity { get; } = Digest.Of("growing");
    public Prompt Prompt { get; } = new("");
    public string StepSeparator => "\n";
    public IVerifier Verifier => this;
    public SolutionVisibility Visibility => SolutionVisibility.Hidden;
    public int MaxSteps => 25;
    public IGoalSource Goals => this;
    public string Name => "growing";
    public GoalTree Initial { get; }
    public IGoalDecomposer Decomposer => this;
    IGoalVerifier IGoalSource.Verifier => this;

    public string? ReadAnswer(Trajectory trajectory) => null;

    public Verdict Verify(Trajectory trajectory)
    {
        long start = Stopwatch.GetTimestamp();
        var marks = ImmutableArray.CreateBuilder<StepValidity>(trajectory.Length);
        foreach (Step step in trajectory.Steps) marks.Add(step.Text[0] == 'w' ? StepValidity.Wrong : StepValidity.Neutral);
        var verdict = new Verdict(0, TrajectoryState.Open) { Steps = marks.MoveToImmutable() };
        Clock.Add(start);
        return verdict;
    }

    public void Score(Trajectory trajectory, ReadOnlySpan<Goal> goals, Span<double> scores)
    {
        long start = Stopwatch.GetTimestamp();
        ulong met = 0;
        foreach (Step step in trajectory.Steps)
        {
            if (_goalOf.TryGetValue(step.Text, out int goal)) met |= 1UL << goal;
        }

        for (int i = 0; i < goals.Length; i++)
        {
            int goal = _goalOf[goals[i].Id], size = _parts + 1;
            scores[i] = _isDense && goal % size == 0
                ? BitOperations.PopCount((met >> goal) & ((1UL << size) - 1)) / (double)size
                : (met >> goal) & 1;
        }

        Clock.Add(start);
    }

    public ValueTask<ImmutableArray<Goal>> DecomposeAsync(
        GoalTree tree, int leaf, SearchContext context, CancellationToken cancellationToken) => ValueTask.FromResult(Clock.Time(() =>
        {
            if (_split == _people) return ImmutableArray<Goal>.Empty;
            int person = _split++;
            return [.. Enumerable.Range(0, _parts).Select(part => Goal(person, part))];
        }));

    private static Goal Goal(int person, int part)
    {
        string id = part < 0
            ? string.Create(CultureInfo.InvariantCulture, $"person {person} is determined by now, which this long step says")
            : string.Create(CultureInfo.InvariantCulture, $"part {part} of person {person} is shown, which this long step says");
        return new Goal(id, part < 0 ? "all" : Goal(person, -1).Id, "");
    }

    private sealed class Writer(GrowingProblem problem) : IStepPolicy
    {
        private readonly Step[] _steps =
        [
            .. problem._goalOf.Keys.Select(goal => new Step(goal)),
            .. Enumerable.Range(0, Idle).Select(i => new Step($"idle talk number {i}, which is about as long as any other paragraph")),
            .. Enumerable.Range(0, Wrong).Select(i => new Step($"wrong claim number {i}, which is about as long as any other paragraph")),
        ];

        public PolicyIdentity Identity { get; } = new("growing", 1, Digest.Of("growing"));

        public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromResult(problem.Clock.Time(() =>
            {
                var steps = ImmutableArray.CreateBuilder<Step>(request.MaxSteps);
                for (int i = 0; i < request.MaxSteps; i++) steps.Add(_steps[request.TokenDraws.At(0, i).NextInt(_steps.Length)]);
                return new Continuation(steps.MoveToImmutable(), request.MaxSteps * 12, request.Prefix.Length * 12);
            }));
    }
}

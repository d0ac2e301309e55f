using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Extropy.Models.Serving;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Rollouts;

/// <summary>Lays trajectories out as rollouts: prompt, steps with their ends, verdict.</summary>
public sealed class RolloutWriter
{
    private readonly ITokenCodec _codec;
    private readonly TokenLayout _layout;

    /// <summary>A writer for one vocabulary.</summary>
    public RolloutWriter(ITokenCodec codec) => (_codec, _layout) = (codec, new TokenLayout(codec));

    /// <summary>Writes one rollout.</summary>
    /// <param name="problem">What was asked.</param>
    /// <param name="trajectory">The answer.</param>
    /// <param name="verdict">What the verifier says of it.</param>
    /// <param name="source">How it came about.</param>
    /// <param name="isOneDraw">Its steps were drawn one after another in this order, so what was recorded with them holds.</param>
    /// <param name="reward">What a verdict is worth; null for its own reward.</param>
    /// <returns>Null when nothing was written, or a step has a word outside the vocabulary.</returns>
    public Rollout? Write(
        IProblem problem, Trajectory trajectory, Verdict verdict, RolloutSource source, bool isOneDraw, Func<Verdict, double>? reward = null)
    {
        var row = new List<int>();
        _layout.AddPrompt(row, problem.Prompt);
        int prompt = row.Count;
        var ends = ImmutableArray.CreateBuilder<int>(trajectory.Length);
        for (int i = 0; i < trajectory.Length; i++)
        {
            Step step = trajectory.Steps[i];
            if (i + 1 == trajectory.Length && IsCut(step)) row.AddRange(step.Tokens!.Ids); // as drawn: it has no end
            else if (!_layout.TryAddStep(row, step)) return null;
            ends.Add(row.Count);
        }

        if (row.Count == prompt) return null;
        var rollout = new Rollout
        {
            Tokens = ImmutableCollectionsMarshal.AsImmutableArray(CollectionsMarshal.AsSpan(row).ToArray()),
            PromptLength = prompt,
            StepEnds = ends.ToImmutable(),
            Reward = reward is null ? verdict.Reward : reward(verdict),
            IsSolved = verdict.IsSolved,
            IsRight = verdict.IsAnswerCorrect,
            IsSound = !verdict.HasWrongStep,
            IsTruncated = !trajectory.IsEnded,
            Answer = problem.ReadAnswer(trajectory),
            Source = source,
        };
        return isOneDraw ? WithRecord(rollout, trajectory) : rollout;
    }

    private bool IsCut(Step step) =>
        step.Tokens is { Ids: { IsDefaultOrEmpty: false } ids } && _codec.EndingOf(ids.AsSpan()) == StepEnding.None;

    private static Rollout WithRecord(Rollout rollout, Trajectory trajectory)
    {
        ImmutableArray<float> model = [.. trajectory.Steps.SelectMany(step => step.Tokens?.LpModel ?? [])];
        ImmutableArray<float> behaviour = [.. trajectory.Steps.SelectMany(step => step.Tokens?.LpBehaviour ?? [])];
        bool isWhole = model.Length == rollout.ResponseLength && behaviour.Length == rollout.ResponseLength;
        return isWhole ? rollout with { LpModel = model, LpBehaviour = behaviour } : rollout;
    }
}

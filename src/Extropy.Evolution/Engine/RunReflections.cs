using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Engine;

/// <summary>The reflections of a run with what they know: whose turn it is, what each has not looked at yet, and the memory in force.</summary>
/// <remarks>Not thread-safe: everything happens between two commits.</remarks>
internal sealed class RunReflections
{
    /// <summary>Most reflections of a run: the record has so many places after a commit.</summary>
    public const int Most = 3;

    private readonly ImmutableArray<IRunReflection> _all;
    private readonly RandomStream _chance;
    private readonly List<Candidate>[] _fresh;
    private readonly List<int>[] _fruitless;

    public RunReflections(ImmutableArray<IRunReflection> all, RunMemory memory, RandomStream chance)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(all.Length, Most);
        _all = all;
        _chance = chance;
        _fresh = [.. all.Select(_ => new List<Candidate>())];
        _fruitless = [.. all.Select(_ => new List<int>())];
        Memory = memory;
    }

    /// <summary>What a proposal that is drawn now may know.</summary>
    public RunMemory Memory { get; private set; }

    /// <summary>A candidate of a round was evaluated.</summary>
    public void Evaluated(Candidate candidate)
    {
        foreach (List<Candidate> fresh in _fresh) fresh.Add(candidate);
    }

    /// <summary>A proposal that a system prompt was used for gave nothing to evaluate.</summary>
    public void CameToNothing(int prompt)
    {
        foreach (List<int> fruitless in _fruitless) fruitless.Add(prompt);
    }

    /// <summary>Lets every reflection whose turn it is look back, in order; a later one knows what an earlier one left.</summary>
    /// <param name="record">What is on record is not asked for again.</param>
    /// <param name="state">The run as it stands, told about every reflection.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask ReflectAsync(EvolutionRecord record, EvolutionState state, CancellationToken cancellationToken)
    {
        long ordinal = state.Proposals - 1;
        for (int i = 0; i < _all.Length; i++)
        {
            IRunReflection reflection = _all[i];
            if (_fresh[i].Count < reflection.Every) continue;
            if (record.HasDeadline(state.Proposals) && !record.HasReflection(ordinal, i)) return; // time was up before it was done
            Reflection done = await record.ReflectAsync(reflection, Request(i, ordinal, record, state), ordinal, i, cancellationToken).ConfigureAwait(false);
            _fresh[i].Clear();
            _fruitless[i].Clear();
            Memory = done.Memory;
            state.Reflected(reflection.Name, done);
        }
    }

    private static double PercentileOf(Candidate candidate, EvolutionState state)
    {
        if (!candidate.Evaluation.IsCorrect) return 0;
        int met = 0, all = 0;
        for (long id = 0; id < state.Count; id++)
        {
            Candidate other = state[new CandidateId(id)];
            if (!other.Evaluation.IsCorrect || other.CopyOf is not null) continue;
            all++;
            if (candidate.Evaluation.Merit >= other.Evaluation.Merit) met++;
        }

        return (double)met / all; // it is one of them
    }

    private ReflectionRequest Request(int index, long ordinal, EvolutionRecord record, EvolutionState state) => new()
    {
        Memory = Memory,
        Fresh = [.. _fresh[index]],
        Parents = [.. _fresh[index].Select(candidate => candidate.Parent is { } parent ? state[parent] : null)],
        Percentiles = [.. _fresh[index].Select(candidate => PercentileOf(candidate, state))],
        Fruitless = [.. _fruitless[index]],
        Elites = state.Elites,
        Chance = _chance.For(_all[index].Name).For(ordinal),
        Calls = record.Calls(string.Create(CultureInfo.InvariantCulture, $"{_all[index].Name}/{ordinal}")),
    };
}

using System.Runtime.InteropServices;
using Extropy.Core.Statistics;

namespace Extropy.Learning.Evaluation;

/// <summary>The answers of a group, each with its votes: what majority voting sees of one problem.</summary>
internal sealed class AnswerVotes
{
    private readonly List<int> _votes = []; // in order of first appearance
    private readonly List<(int Solved, int Right)> _standings = [];
    private readonly int _abstentions;

    /// <summary>Counts the votes; samples without an answer abstain.</summary>
    public AnswerVotes(ReadOnlySpan<SampleScore> samples)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (SampleScore sample in samples)
        {
            if (sample.Answer is not { } answer)
            {
                _abstentions++;
                continue;
            }

            if (places.TryAdd(answer, _votes.Count))
            {
                _votes.Add(0);
                _standings.Add(default);
            }

            int place = places[answer];
            _votes[place]++;
            (int solved, int right) = _standings[place];
            _standings[place] = (solved + (sample.IsSolved ? 1 : 0), right + (sample.IsRight ? 1 : 0));
        }
    }

    /// <summary>
    /// The chance that the winner of a vote of k samples, shown as one of the samples that gave it, is solved, and that it is right.
    /// </summary>
    /// <remarks>Given that an answer wins, each of its samples is as likely to be shown: the chance is Σⱼ P(j wins) · (solved of j)/(votes of j).</remarks>
    public (double Solved, double Right) At(int k)
    {
        ReadOnlySpan<int> votes = CollectionsMarshal.AsSpan(_votes);
        double anySolved = 0, anyRight = 0;
        for (int j = 0; j < votes.Length; j++)
        {
            (int solved, int right) = _standings[j];
            if (solved == 0 && right == 0) continue;
            double wins = MajAtK.Of(votes, j, _abstentions, k);
            anySolved += wins * solved / votes[j];
            anyRight += wins * right / votes[j];
        }

        return (Math.Min(1, anySolved), Math.Min(1, anyRight));
    }
}

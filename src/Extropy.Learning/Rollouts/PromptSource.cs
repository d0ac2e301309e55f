using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Rollouts;

/// <summary>The order in which problems are trained on: a fresh permutation every epoch. Where a run stands is one number.</summary>
/// <param name="problems">At least one.</param>
/// <param name="seed">Decides the permutations.</param>
public sealed class PromptSource(ImmutableArray<IProblem> problems, long seed)
{
    private readonly RandomStream _stream = RandomStream.FromSeed(seed).For("prompts");
    private int[] _order = [];
    private long _epoch = -1;

    /// <summary>How many problems an epoch has.</summary>
    public int Count => problems.Length;

    /// <summary>The problem at a position, from 0 without end.</summary>
    public IProblem this[long position]
    {
        get
        {
            (long epoch, long index) = Math.DivRem(position, problems.Length);
            if (epoch != _epoch) Shuffle(epoch);
            return problems[_order[(int)index]];
        }
    }

    private void Shuffle(long epoch)
    {
        _order = [.. Enumerable.Range(0, problems.Length)];
        Draws draws = _stream.At(epoch);
        for (int i = _order.Length - 1; i > 0; i--)
        {
            int other = draws.NextInt(i + 1);
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }

        _epoch = epoch;
    }
}

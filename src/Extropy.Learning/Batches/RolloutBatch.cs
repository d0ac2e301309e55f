using System.Collections.Immutable;
using Extropy.Learning.Rollouts;
using Extropy.Models.Decoding;

namespace Extropy.Learning.Batches;

/// <summary>
/// Rollouts one after another without padding. A rollout of L tokens gives L − 1 positions: position i reads a token and is followed by
/// <see cref="Targets"/>[i]. A minibatch is a batch too, taken from a whole one.
/// </summary>
/// <remarks>Grows to the largest batch seen and then allocates nothing. Not thread-safe.</remarks>
public sealed class RolloutBatch
{
    private int[] _tokens = [], _targets = [], _rowStart = new int[1], _groups = [];
    private bool[] _mask = [];
    private float[] _lpSampled = [], _lpBehaviour = [];
    private double[] _rewards = [], _advantages = [];
    private Rollout[] _rollouts = [];

    /// <summary>B, rollouts.</summary>
    public int Rows { get; private set; }

    /// <summary>N, positions.</summary>
    public int Positions => _rowStart[Rows];

    /// <summary>How many positions count: response tokens of rollouts that are trained on.</summary>
    public int Counted { get; private set; }

    /// <summary>Shape [N]: the tokens read.</summary>
    public ReadOnlyMemory<int> Tokens => _tokens.AsMemory(0, Positions);

    /// <summary>Shape [B + 1]: where each rollout begins, and N.</summary>
    public ReadOnlyMemory<int> RowStart => _rowStart.AsMemory(0, Rows + 1);

    /// <summary>What a decoder reads.</summary>
    public PackedBatch Packed => new(Tokens, RowStart);

    /// <summary>Shape [N]: the token that follows each position.</summary>
    public ReadOnlySpan<int> Targets => _targets.AsSpan(0, Positions);

    /// <summary>Shape [N]: whether the target counts; false on prompts and on rollouts that are not trained on.</summary>
    public ReadOnlySpan<bool> Mask => _mask.AsSpan(0, Positions);

    /// <summary>Shape [N]: ln p of the target as recorded while sampling, temperature 1, untruncated; NaN where nothing was recorded.</summary>
    public ReadOnlySpan<float> LpSampled => _lpSampled.AsSpan(0, Positions);

    /// <summary>Shape [N]: ln p of the target under the distribution it was drawn from; NaN where nothing was recorded.</summary>
    public ReadOnlySpan<float> LpBehaviour => _lpBehaviour.AsSpan(0, Positions);

    /// <summary>Shape [B]: rewards after shaping.</summary>
    public Span<double> Rewards => _rewards.AsSpan(0, Rows);

    /// <summary>Shape [B]: which group each rollout belongs to, ascending from 0.</summary>
    public ReadOnlySpan<int> Groups => _groups.AsSpan(0, Rows);

    /// <summary>Shape [B]: the rollouts themselves.</summary>
    public ReadOnlySpan<Rollout> Rollouts => _rollouts.AsSpan(0, Rows);

    /// <summary>Shape [N]: advantages, no gradient.</summary>
    public Span<double> Advantages => _advantages.AsSpan(0, Positions);

    /// <summary>Positions of one rollout.</summary>
    public Range PositionsOf(int row) => _rowStart[row].._rowStart[row + 1];

    /// <summary>Takes the rollouts of some groups, in order; group g of the list gets index g.</summary>
    /// <exception cref="ArgumentException">A rollout without a response, or without a prompt.</exception>
    public void Fill(IReadOnlyList<RolloutGroup> groups)
    {
        Clear();
        for (int g = 0; g < groups.Count; g++)
            foreach (Rollout rollout in groups[g].Members) Add(rollout, g, rollout.Reward);
    }

    /// <summary>Takes the members of some groups, in order, such as those of a file.</summary>
    /// <exception cref="ArgumentException">A rollout without a response, or without a prompt.</exception>
    public void Fill(IReadOnlyList<ImmutableArray<Rollout>> groups)
    {
        Clear();
        for (int g = 0; g < groups.Count; g++)
            foreach (Rollout rollout in groups[g]) Add(rollout, g, rollout.Reward);
    }

    /// <summary>Takes some rows of a whole batch, in the order given.</summary>
    public void Take(RolloutBatch whole, ReadOnlySpan<int> rows)
    {
        Clear();
        foreach (int row in rows)
        {
            int start = Positions;
            Add(whole._rollouts[row], whole._groups[row], whole._rewards[row]);
            whole.Advantages[whole.PositionsOf(row)].CopyTo(_advantages.AsSpan(start));
        }
    }

    private void Clear()
    {
        Rows = 0;
        Counted = 0;
    }

    private void Add(Rollout rollout, int group, double reward)
    {
        int length = rollout.Tokens.Length - 1, prompt = rollout.PromptLength - 1, start = Positions, end = start + length;
        if (prompt < 0 || length <= prompt)
            throw new ArgumentException($"A rollout has {rollout.PromptLength} prompt tokens of {rollout.Tokens.Length}; it needs at least one of each part.");
        Reserve(Rows + 1, end);
        ReadOnlySpan<int> tokens = rollout.Tokens.AsSpan();
        tokens[..length].CopyTo(_tokens.AsSpan(start));
        tokens[1..].CopyTo(_targets.AsSpan(start));
        _mask.AsSpan(start, prompt).Clear();
        _mask.AsSpan(start + prompt, length - prompt).Fill(rollout.IsTrained);
        CopyOrNaN(rollout.LpModel.AsSpan(), _lpSampled.AsSpan(start, length), prompt);
        CopyOrNaN(rollout.LpBehaviour.AsSpan(), _lpBehaviour.AsSpan(start, length), prompt);
        _advantages.AsSpan(start, length).Clear();
        (_rollouts[Rows], _groups[Rows], _rewards[Rows]) = (rollout, group, reward);
        if (rollout.IsTrained) Counted += length - prompt;
        _rowStart[++Rows] = end;
    }

    private static void CopyOrNaN(ReadOnlySpan<float> response, Span<float> row, int prompt)
    {
        row.Fill(float.NaN);
        if (!response.IsEmpty) response.CopyTo(row[prompt..]);
    }

    private void Reserve(int rows, int positions)
    {
        if (rows > _rollouts.Length)
        {
            int room = Math.Max(rows, 2 * _rollouts.Length);
            Array.Resize(ref _rollouts, room);
            Array.Resize(ref _groups, room);
            Array.Resize(ref _rewards, room);
            Array.Resize(ref _rowStart, room + 1);
        }

        if (positions <= _tokens.Length) return;
        int size = Math.Max(positions, 2 * _tokens.Length);
        Array.Resize(ref _tokens, size);
        Array.Resize(ref _targets, size);
        Array.Resize(ref _mask, size);
        Array.Resize(ref _lpSampled, size);
        Array.Resize(ref _lpBehaviour, size);
        Array.Resize(ref _advantages, size);
    }
}

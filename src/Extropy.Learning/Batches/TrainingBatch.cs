namespace Extropy.Learning.Batches;

/// <summary>
/// Rows of unequal length, one after another without padding, with what each position has to predict. A row of L + 1 tokens becomes L
/// positions: the token before and the token to come.
/// </summary>
/// <remarks>Allocates once, for at most <see cref="Capacity"/> positions; not thread-safe.</remarks>
public sealed class TrainingBatch
{
    private readonly int[] _tokens;
    private readonly int[] _targets;
    private readonly float[] _weights;
    private readonly bool[] _probes;
    private readonly int[] _rowStart;

    /// <summary>An empty batch.</summary>
    /// <param name="capacity">Most positions.</param>
    public TrainingBatch(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _tokens = new int[capacity];
        _targets = new int[capacity];
        _weights = new float[capacity];
        _probes = new bool[capacity];
        _rowStart = new int[capacity + 1];
    }

    /// <summary>Most positions.</summary>
    public int Capacity => _tokens.Length;

    /// <summary>B, the rows.</summary>
    public int Rows { get; private set; }

    /// <summary>N, the positions of all rows.</summary>
    public int Positions => _rowStart[Rows];

    /// <summary>Shape [N]: the tokens read.</summary>
    public ReadOnlyMemory<int> Tokens => _tokens.AsMemory(0, Positions);

    /// <summary>Shape [B + 1]: where each row begins, and N.</summary>
    public ReadOnlyMemory<int> RowStart => _rowStart.AsMemory(0, Rows + 1);

    /// <summary>Shape [N]: the token that follows each position.</summary>
    public ReadOnlySpan<int> Targets => _targets.AsSpan(0, Positions);

    /// <summary>Shape [N]: how much each target counts in the loss; 0 for what the model is given.</summary>
    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, Positions);

    /// <summary>Shape [N]: the targets whose accuracy is watched.</summary>
    public ReadOnlySpan<bool> Probes => _probes.AsSpan(0, Positions);

    /// <summary>Takes all rows out.</summary>
    public void Clear()
    {
        Rows = 0;
        _rowStart[0] = 0;
    }

    /// <summary>Adds one row when it fits.</summary>
    /// <param name="row">At least two tokens.</param>
    /// <returns>False, and nothing changed, when the row has more positions than are left.</returns>
    public bool TryAdd(TrainingRow row)
    {
        int length = row.Length - 1, start = Positions;
        if (length < 1) throw new ArgumentException("A row needs at least two tokens: one to read and one to predict.", nameof(row));
        if (start + length > Capacity) return false;
        row.Tokens[..length].CopyTo(_tokens.AsSpan(start));
        row.Tokens[1..].CopyTo(_targets.AsSpan(start));
        row.Weights[1..].CopyTo(_weights.AsSpan(start));
        row.Probes[1..].CopyTo(_probes.AsSpan(start));
        Rows++;
        _rowStart[Rows] = start + length;
        return true;
    }
}

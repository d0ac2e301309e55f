namespace Extropy.Models.Kernels;

/// <summary>Neighbouring positions of one sequence, all in the same page, and the heads that share one key-value head.</summary>
internal unsafe struct AttentionTile
{
    /// <summary>Page ids of the sequence, at least up to the last position's page.</summary>
    public int* Table;

    /// <summary>The first position; the row attends to itself and all before it.</summary>
    public int Position;

    /// <summary>How many positions follow each other, the first included.</summary>
    public int Positions;

    /// <summary>Query heads on one key-value head.</summary>
    public int Group;

    /// <summary>Elements of a head, a multiple of 32.</summary>
    public int HeadSize;

    /// <summary>Floats from one position's queries to the next one's.</summary>
    public nint QueryRow;

    /// <summary>Floats from one position's outputs to the next one's.</summary>
    public nint OutputRow;

    /// <summary>Floats from one position's statistics to the next one's.</summary>
    public nint StatisticsRow;

    /// <summary>Floats from one row of scores to the next, at least 16 · <see cref="Pages"/>.</summary>
    public nint ScoreRow;

    /// <summary>Room for positions · group rows of two heads and one row of scores.</summary>
    public float* Scratch;

    /// <summary>Factor on q · k.</summary>
    public float Scale;

    /// <summary>Latest tokens that a row sees, its own among them; <see cref="int.MaxValue"/> for all.</summary>
    public int Window;

    /// <summary>Pages that hold the positions attended to.</summary>
    public readonly int Pages => (Position + Positions - 1) / 16 + 1;
}

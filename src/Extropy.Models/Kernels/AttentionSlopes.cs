namespace Extropy.Models.Kernels;

/// <summary>Where everything stands for <see cref="AttentionBackward{TLanes}"/>: one query head of one sequence. A slope is ∂L/∂ of its namesake.</summary>
internal unsafe struct AttentionSlopes
{
    /// <summary>The sequence's length.</summary>
    public int Tokens;

    /// <summary>Elements of a head, a multiple of 32.</summary>
    public int HeadSize;

    /// <summary>q of the first token, already turned by its position; the next token's is <see cref="HeadsRow"/> further.</summary>
    public float* Queries;

    /// <summary>k of the first token, turned; the same rows.</summary>
    public float* Keys;

    /// <summary>K in pages that follow each other, [page][headSize][16].</summary>
    public float* KeyPages;

    /// <summary>V in the layout of <see cref="KeyPages"/>.</summary>
    public float* TransposedValues;

    /// <summary>The head's output for the first token; the next token's is <see cref="OutputRow"/> further.</summary>
    public float* Output;

    /// <summary>Its slope, the same rows.</summary>
    public float* OutputSlopes;

    /// <summary>Maximum and sum of the first token's softmax; the next token's are <see cref="StatisticsRow"/> further.</summary>
    public float* Statistics;

    /// <summary>Receives the slopes of q, rows as of <see cref="Queries"/>.</summary>
    public float* QuerySlopes;

    /// <summary>Receives, added, the slopes of k.</summary>
    public float* KeySlopes;

    /// <summary>Receives, added, the slopes of v.</summary>
    public float* ValueSlopes;

    /// <summary>Floats from one token's heads to the next one's.</summary>
    public nint HeadsRow;

    /// <summary>Floats from one token's outputs to the next one's.</summary>
    public nint OutputRow;

    /// <summary>Floats from one token's statistics to the next one's.</summary>
    public nint StatisticsRow;

    /// <summary>Floats from one row of scores to the next.</summary>
    public nint ScoreRow;

    /// <summary>Factor on q · k.</summary>
    public float Scale;

    /// <summary>Latest tokens that a position sees, its own among them; <see cref="int.MaxValue"/> for all.</summary>
    public int Window;

    /// <summary>Room for two rows of scores for every position of a block.</summary>
    public float* Scratch;
}

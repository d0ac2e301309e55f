namespace Extropy.Models.Decoding;

/// <summary>Which token stands where: the rows of one call, those of one sequence in the order of their positions.</summary>
internal unsafe struct RowPlan
{
    /// <summary>Shape [rows].</summary>
    public int* Positions;

    /// <summary>Which sequence each row belongs to, shape [rows].</summary>
    public int* Sequences;

    /// <summary>Page ids of all sequences, one after another.</summary>
    public int* Tables;

    /// <summary>Where each sequence's page ids begin, shape [sequences].</summary>
    public int* TableStart;
}

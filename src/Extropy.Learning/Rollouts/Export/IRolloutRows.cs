namespace Extropy.Learning.Rollouts.Export;

/// <summary>Lays groups out as rows of one format.</summary>
internal interface IRolloutRows
{
    /// <summary>Adds the rows of a group.</summary>
    Task AddAsync(ExportedGroup group, CancellationToken cancellationToken);

    /// <summary>Hands everything to the stream.</summary>
    Task FinishAsync(CancellationToken cancellationToken);
}

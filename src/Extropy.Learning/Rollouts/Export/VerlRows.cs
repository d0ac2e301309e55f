using Parquet;
using Parquet.Serialization;

namespace Extropy.Learning.Rollouts.Export;

/// <summary>Parquet as verl reads it: one row a group, some hundred of them a row group, so memory does not grow with the file.</summary>
internal sealed class VerlRows(Stream stream) : IRolloutRows
{
    private const int RowsPerRowGroup = 256;
    private readonly List<VerlRow> _waiting = [];
    private bool _isBegun;

    public Task AddAsync(ExportedGroup group, CancellationToken cancellationToken)
    {
        _waiting.Add(VerlRow.Of(group));
        return _waiting.Count < RowsPerRowGroup ? Task.CompletedTask : WriteAsync(cancellationToken);
    }

    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count > 0 || !_isBegun) await WriteAsync(cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        stream.Position = 0; // appending reads what is there first
        await ParquetSerializer.SerializeAsync(_waiting, stream, new ParquetOptions { Append = _isBegun }, cancellationToken: cancellationToken).ConfigureAwait(false);
        _isBegun = true;
        _waiting.Clear();
    }
}

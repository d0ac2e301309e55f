using System.Collections.Immutable;

namespace Extropy.Learning.Statistics;

/// <summary>Some statistics of every position of a batch, or slopes with respect to them: one column each.</summary>
/// <remarks>Grows to the largest batch seen and then allocates nothing. Not thread-safe.</remarks>
public sealed class StatisticTable
{
    private readonly double[][] _columns;

    /// <summary>An empty table.</summary>
    public StatisticTable(ImmutableArray<IRowStatistic> statistics)
    {
        Statistics = statistics;
        _columns = new double[statistics.Length][];
        _columns.AsSpan().Fill([]);
    }

    /// <summary>The columns' meanings.</summary>
    public ImmutableArray<IRowStatistic> Statistics { get; }

    /// <summary>N, positions.</summary>
    public int Positions { get; private set; }

    /// <summary>The column of a statistic, shape [N].</summary>
    /// <exception cref="ArgumentException">The table was made without it: the method did not declare its need.</exception>
    public Span<double> this[IRowStatistic statistic] => Column(Statistics.IndexOf(statistic) is >= 0 and var index
        ? index : throw new ArgumentException($"{statistic} was not asked for; declare it among the needs."));

    /// <summary>Column <paramref name="index"/>, shape [N].</summary>
    public Span<double> Column(int index) => _columns[index].AsSpan(0, Positions);

    /// <summary>Makes room for N positions and sets every number to 0.</summary>
    public void Reset(int positions)
    {
        Positions = positions;
        for (int i = 0; i < _columns.Length; i++)
        {
            if (_columns[i].Length < positions) _columns[i] = new double[positions + positions / 8];
            _columns[i].AsSpan(0, positions).Clear();
        }
    }

    /// <summary>Copies the positions of some rows of another table of the same statistics, one row after another.</summary>
    /// <param name="whole">The table of the whole batch.</param>
    /// <param name="rowStart">Where the rows of the whole batch begin, shape [B + 1].</param>
    /// <param name="rows">Which rows.</param>
    public void Take(StatisticTable whole, ReadOnlySpan<int> rowStart, ReadOnlySpan<int> rows)
    {
        int positions = 0;
        foreach (int row in rows) positions += rowStart[row + 1] - rowStart[row];
        Reset(positions);
        for (int i = 0; i < _columns.Length; i++)
        {
            int place = 0;
            foreach (int row in rows)
            {
                ReadOnlySpan<double> from = whole.Column(i)[rowStart[row]..rowStart[row + 1]];
                from.CopyTo(_columns[i].AsSpan(place));
                place += from.Length;
            }
        }
    }
}

using Extropy.Learning.Batches;

namespace Extropy.Learning.Tests.Batches;

public sealed class TrainingBatchTests
{
    [Fact]
    public void TryAdd_TwoRows_StandWithoutPaddingAndPredictTheirNextToken()
    {
        var batch = new TrainingBatch(16);

        Assert.True(batch.TryAdd(Row(5, 6, 7)));
        Assert.True(batch.TryAdd(Row(1, 2)));

        Assert.Equal([5, 6, 1], batch.Tokens.ToArray());
        Assert.Equal([6, 7, 2], batch.Targets.ToArray());
        Assert.Equal([0.6f, 0.7f, 0.2f], batch.Weights.ToArray());
        Assert.Equal([true, false, true], batch.Probes.ToArray());
        Assert.Equal([0, 2, 3], batch.RowStart.ToArray());
    }

    [Fact]
    public void TryAdd_RowThatDoesNotFit_ChangesNothing()
    {
        var batch = new TrainingBatch(3);
        batch.TryAdd(Row(1, 2, 3));

        Assert.False(batch.TryAdd(Row(4, 5, 6)));
        Assert.True(batch.TryAdd(Row(7, 8)));

        Assert.Equal([1, 2, 7], batch.Tokens.ToArray());
    }

    [Fact]
    public void Clear_FilledBatch_IsEmpty()
    {
        var batch = new TrainingBatch(4);
        batch.TryAdd(Row(1, 2, 3));

        batch.Clear();

        Assert.Equal(0, batch.Rows);
        Assert.Equal([0], batch.RowStart.ToArray());
        Assert.True(batch.Tokens.IsEmpty);
    }

    [Fact]
    public void TryAdd_OneToken_IsRefused() => Assert.Throws<ArgumentException>(() => new TrainingBatch(4).TryAdd(Row(1)));

    [Fact]
    public void Truncate_LongRow_KeepsItsBeginning()
    {
        TrainingRow row = Row(1, 2, 3, 4);

        row.Truncate(2);
        row.Truncate(9);

        Assert.Equal([1, 2], row.Tokens.ToArray());
        Assert.Equal(2, row.Weights.Length);
        Assert.Equal(2, row.Probes.Length);
    }

    private static TrainingRow Row(params int[] tokens)
    {
        var row = new TrainingRow();
        foreach (int token in tokens) row.Add(token, token / 10f, isProbe: token % 2 == 0);
        return row;
    }
}

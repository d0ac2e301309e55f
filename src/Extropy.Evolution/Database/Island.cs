namespace Extropy.Evolution.Database;

/// <summary>A part of the population that breeds by itself.</summary>
internal sealed class Island(int index)
{
    /// <summary>From 0.</summary>
    public int Index { get; } = index;

    /// <summary>Candidates that live here, correct or not.</summary>
    public int Size { get; private set; }

    /// <summary>Correct ones among them.</summary>
    public int Correct { get; private set; }

    /// <summary>The correct candidate of the highest merit, the oldest of equals. It never leaves.</summary>
    public Entry? Best { get; private set; }

    /// <summary>Correct candidates of later generations than the starts, the best among them perhaps; in the order in which they came.</summary>
    public List<Entry> Movable { get; } = [];

    public void Add(Entry entry)
    {
        Size++;
        if (!entry.IsCorrect) return;
        Correct++;
        if (!entry.IsStart) Movable.Add(entry);
        if (entry.Leads(Best)) Best = entry;
    }

    /// <summary>Notes that some of <see cref="Movable"/>, the best not among them, have been taken out of that list and live elsewhere now.</summary>
    public void Lose(int count)
    {
        Size -= count;
        Correct -= count;
    }
}

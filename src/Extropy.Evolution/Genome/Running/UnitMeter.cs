namespace Extropy.Evolution.Genome.Running;

/// <summary>Counts objective evaluations and refuses those beyond the cap. The count, not the clock, ends a step.</summary>
/// <param name="cap">Most units, positive.</param>
internal sealed class UnitMeter(long cap)
{
    /// <summary>Units used.</summary>
    public long Used { get; private set; }

    /// <summary>Takes units if that many are left.</summary>
    public bool TryTake(int units)
    {
        if (Used + units > cap) return false;
        Used += units;
        return true;
    }
}

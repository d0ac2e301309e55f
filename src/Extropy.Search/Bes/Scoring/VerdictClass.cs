namespace Extropy.Search.Bes.Scoring;

/// <summary>All nodes that every goal judges alike: they have one score, and one pair score with any other class.</summary>
internal sealed class VerdictClass(double[] verdicts, bool hasWrongStep) : IEquatable<VerdictClass>
{
    /// <summary>Number of the class, in order of appearance.</summary>
    public int Id { get; set; }

    /// <summary>V_g, shape [|G|].</summary>
    public double[] Verdicts { get; } = verdicts;

    /// <summary>Some step makes a false claim.</summary>
    public bool HasWrongStep { get; } = hasWrongStep;

    /// <summary>s(n), cap included.</summary>
    public double Score { get; set; }

    /// <summary>What it brings into a pair; made when it is first asked for.</summary>
    public CoverageRow? Row { get; set; }

    public bool Equals(VerdictClass? other) =>
        other is not null && HasWrongStep == other.HasWrongStep && Verdicts.AsSpan().SequenceEqual(other.Verdicts);

    public override bool Equals(object? obj) => Equals(obj as VerdictClass);

    public override int GetHashCode()
    {
        ulong hash = HasWrongStep ? 14695981039346656037 : 0;
        foreach (double verdict in Verdicts)
            hash = unchecked((hash ^ (ulong)BitConverter.DoubleToInt64Bits(verdict)) * 0x9E3779B97F4A7C15);
        return (int)(hash >> 32);
    }
}

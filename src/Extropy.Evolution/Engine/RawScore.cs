namespace Extropy.Evolution.Engine;

/// <summary>The plain ranking: by merit, whatever the goals say.</summary>
public sealed class RawScore : IEffectiveScore
{
    /// <inheritdoc/>
    public void Of(ReadOnlySpan<double> merits, ReadOnlySpan<double> backward, Span<double> effective) => merits.CopyTo(effective);
}

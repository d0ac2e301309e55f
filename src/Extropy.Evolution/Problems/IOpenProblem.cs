namespace Extropy.Evolution.Problems;

/// <summary>A geometric problem whose candidates are layouts, with a referee that cannot be talked into anything.</summary>
public interface IOpenProblem : IProblemStatement
{
    /// <summary>What a layout holds.</summary>
    LayoutShape Shape { get; }

    /// <summary>Judges a layout exactly. Never throws on its content: wrong shapes and non-finite numbers are violations.</summary>
    Assessment Assess(Layout layout);

    /// <summary>
    /// The best exactly valid layout next to a nearly valid one, for example with radii shrunk by a few last bits; a valid layout comes back with its metric
    /// not made worse. Null where the layout is too far from valid to be mended.
    /// </summary>
    Layout? Repair(Layout layout);

    /// <summary>
    /// What a repair cost: the metric that the layout had if its broken constraints are forgiven, less the one it has now, rounded up. Negative where the
    /// repair gained; null where there was no metric to lose or the problem cannot tell.
    /// </summary>
    /// <param name="before">As it came.</param>
    /// <param name="mended">What <see cref="Repair"/> made of it.</param>
    double? RepairLoss(Layout before, Layout mended) => null;
}

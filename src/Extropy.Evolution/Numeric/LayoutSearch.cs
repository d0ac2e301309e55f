using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Numeric.Geometries;
using Extropy.Evolution.Numeric.Moves;

namespace Extropy.Evolution.Numeric;

/// <summary>
/// The search inside one proposal: rounds of one move of the kind asked for, a descent, then basin hopping by small moves for as long as that helps, until the
/// allowed Newton steps are used. A function of its arguments.
/// </summary>
/// <remarks>Basin hopping: Wales and Doye 1997; the monotonic form keeps a hop only where the optimum is better.</remarks>
internal sealed class LayoutSearch
{
    private const double SameOptimum = 1e-9;
    private const int SharpTries = 4;
    private const double SharpShift = 0.005; // of the typical distance between neighbours, once more for each attempt

    private static readonly IMove[] Rugged = [new Relocation()];
    private static readonly IMove[] Smooth = [new Relocation(), new Shaking()];
    private static readonly IMove[] Sized = [new Relocation(), new Shaking(), new SizeSwap()];

    private readonly Geometry _geometry;
    private readonly NumericOptions _options;
    private readonly Descent _descent;
    private readonly IMove[] _small;
    private readonly long _mostSteps;
    private double[] _best = [];
    private double _bestValue = double.NegativeInfinity;

    /// <param name="geometry">The family.</param>
    /// <param name="options">Valid.</param>
    public LayoutSearch(Geometry geometry, NumericOptions options)
    {
        (_geometry, _options) = (geometry, options);
        _descent = new Descent(geometry);
        _small = !geometry.CanShake ? Rugged : geometry.Columns == geometry.Dimensions ? Smooth : Sized;
        _mostSteps = Math.Max(1, (long)(options.Work / _descent.CostOfStep));
    }

    /// <summary>Newton steps taken.</summary>
    public long Steps => _descent.Steps;

    /// <summary>What made the result, in a few words.</summary>
    public string Note { get; private set; } = "";

    /// <summary>The best optimum found that is not the parent's own; polished. Null where not even a start could be used.</summary>
    /// <param name="kind">The kind of move.</param>
    /// <param name="parent">Numbers of the parent, or null to start anew. Anything.</param>
    /// <param name="donors">Numbers of others; those that cannot be used are left out.</param>
    /// <param name="chance">Draws of this proposal.</param>
    public double[]? Run(PatchKind kind, double[]? parent, IReadOnlyList<double[]> donors, RandomStream chance)
    {
        double parentValue = double.NegativeInfinity;
        double[]? standing = parent is null ? null : Standing(parent, out parentValue);
        List<double[]> others = [];
        foreach (double[] donor in donors)
        {
            if (Standing(donor, out _) is { } usable) others.Add(usable);
        }

        IMove? move = standing is null ? new Scattering() : Of(kind, others.Count);
        double[] start = standing ?? new double[_geometry.Count];
        for (long round = 0; _descent.Steps < _mostSteps; round++) Round(move, start, parentValue, others, chance.For(round));
        if (_best.Length == 0) return null;
        Sharpen(parentValue, chance.For("sharpen"));
        double[] rough = [.. _best];
        double before = _descent.Settle(rough);
        return _descent.Polish(_best).Objective > before ? _best : rough;
    }

    private static IMove? Of(PatchKind kind, int donors) => kind switch
    {
        PatchKind.Seed or PatchKind.Full => new Scattering(),
        PatchKind.Ablate => new Deletion(),
        PatchKind.Combine when donors > 0 => new Combination(),
        PatchKind.Translocate when donors > 0 => new Translocation(),
        PatchKind.Cross when donors > 0 => new Crossover(),
        _ => null, // a diff hops from the parent itself
    };

    private void Round(IMove? move, double[] start, double parentValue, List<double[]> donors, RandomStream chance)
    {
        double[] current = [.. start], trial = new double[start.Length];
        double value = parentValue;
        string made = "parent";
        if (move is not null)
        {
            Draws first = chance.At(0);
            move.Apply(_geometry, current, donors, ref first);
            value = _descent.Run(current);
            made = move.Name;
            Keep(current, value, parentValue, made);
        }

        int stale = 0;
        for (long hop = 1; stale < _options.Patience && _descent.Steps < _mostSteps; hop++)
        {
            Draws draws = chance.At(hop);
            IMove small = _small[draws.NextInt(_small.Length)];
            current.CopyTo(trial, 0);
            small.Apply(_geometry, trial, donors, ref draws);
            double next = _descent.Run(trial, move is null ? Math.Min(value, _bestValue) : value);
            if (!double.IsFinite(value) && !double.IsFinite(next)) stale += _options.Patience / 8; // nothing to hop from
            string how = move is null ? small.Name : $"{made}, then {small.Name}";
            Keep(trial, next, parentValue, how);
            stale++;
            if (!(next > value + SameOptimum)) continue;
            (current, trial, value, stale) = (trial, current, next, 0);
        }
    }

    // Better optima a hair's breadth beside the best: straight down from it, and from where tiny shifts lead.
    private void Sharpen(double parentValue, RandomStream chance)
    {
        double[] centre = [.. _best];
        string how = Note + ", sharpened";
        for (int attempt = 0; attempt < SharpTries; attempt++)
        {
            double[] trial = [.. centre];
            Draws draws = chance.At(attempt);
            double size = attempt * SharpShift / Math.Sqrt(_geometry.Objects);
            for (int a = 0; a < trial.Length; a += _geometry.Columns)
            {
                for (int k = 0; k < _geometry.Dimensions; k++) trial[a + k] += size * draws.NextGaussian();
            }

            Keep(trial, _descent.Sharpen(trial), parentValue, how);
        }
    }

    private void Keep(double[] layout, double value, double parentValue, string how)
    {
        if (!(value > _bestValue) || Math.Abs(value - parentValue) <= SameOptimum) return;
        (_best, _bestValue, Note) = ([.. layout], value, how);
    }

    // Numbers in standard position, shaken free where objects lie on each other; null where nothing helps.
    private double[]? Standing(double[] numbers, out double value)
    {
        value = double.NegativeInfinity;
        if (numbers.Length != _geometry.Count) return null;
        double[] layout = [.. numbers];
        value = _descent.Settle(layout);
        return double.IsFinite(value) ? layout : null;
    }
}

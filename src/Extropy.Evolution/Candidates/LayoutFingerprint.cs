using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Candidates;

/// <summary>
/// Describes a layout so that moving, turning, mirroring, scaling it and renaming its objects change nothing: quantiles of the distances between objects over
/// their mean, less those of evenly spread ones, and quantiles of the radii over their mean, less 1.
/// </summary>
/// <param name="shape">What a layout holds. A column named <c>r</c> is a radius, all others are coordinates.</param>
public sealed class LayoutFingerprint(LayoutShape shape) : IFingerprint
{
    private const int DistanceQuantiles = 48;
    private const int RadiusQuantiles = 16;

    private readonly int _radius = shape.Columns.IndexOf("r");

    /// <inheritdoc/>
    public Fingerprint Of(IReadOnlyList<Part> parts) =>
        parts.Count == 1 && LayoutPart.TryRead(parts[0].Text, out Layout? layout) is null
        && layout is not null && layout.Rows == shape.Rows && layout.Columns == shape.Columns.Length
            ? Of(layout)
            : Fingerprint.None;

    /// <summary>Describes a layout of the shape whose numbers are finite.</summary>
    public Fingerprint Of(Layout layout)
    {
        Span<double> entries = stackalloc double[DistanceQuantiles + RadiusQuantiles];
        entries.Clear();
        Describe(Distances(layout), slope: 2, entries[..DistanceQuantiles]);
        if (_radius >= 0) Describe(Radii(layout), slope: 0, entries[DistanceQuantiles..]);
        return Fingerprint.Of(entries);
    }

    private static void Describe(double[] values, double slope, Span<double> quantiles)
    {
        if (values.Length == 0) return;
        Array.Sort(values);
        double mean = 0;
        foreach (double value in values) mean += value / values.Length;
        if (!(mean > 0) || !double.IsFinite(mean)) return;
        for (int i = 0; i < quantiles.Length; i++)
        {
            double at = (i + 0.5) / quantiles.Length;
            double place = at * (values.Length - 1);
            int below = (int)place;
            double above = values[Math.Min(below + 1, values.Length - 1)];
            quantiles[i] = ((values[below] + ((place - below) * (above - values[below]))) / mean) - (1 + (slope * (at - 0.5)));
        }
    }

    private double[] Distances(Layout layout)
    {
        int count = layout.Rows;
        var distances = new double[count * (count - 1) / 2];
        int next = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double square = 0;
                for (int column = 0; column < layout.Columns; column++)
                {
                    if (column == _radius) continue;
                    double difference = layout[i, column] - layout[j, column];
                    square += difference * difference;
                }

                distances[next++] = Math.Sqrt(square);
            }
        }

        return distances;
    }

    private double[] Radii(Layout layout)
    {
        var radii = new double[layout.Rows];
        for (int i = 0; i < radii.Length; i++) radii[i] = layout[i, _radius];
        return radii;
    }
}

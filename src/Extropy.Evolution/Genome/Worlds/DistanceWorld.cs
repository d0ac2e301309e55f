using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Genome.Worlds;

/// <summary>Points whose largest and smallest distance shall be alike. The objective is minus the squared ratio, bounded below for points that coincide.</summary>
internal sealed class DistanceWorld(int count, int dimensions) : GenomeWorld
{
    private const double Worst = 1e9;

    /// <inheritdoc/>
    public override int Count => count;

    /// <inheritdoc/>
    public override int Dimensions => dimensions;

    /// <inheritdoc/>
    public override double Merit(GenomeState state)
    {
        double least = double.PositiveInfinity, most = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                double square = Square(state.Points, i, j);
                least = Math.Min(least, square);
                most = Math.Max(most, square);
            }
        }

        return least > most / Worst ? -most / least : -Worst;
    }

    /// <inheritdoc/>
    public override void Strengths(GenomeState state, Span<double> strength)
    {
        strength.Fill(double.PositiveInfinity);
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                double square = Square(state.Points, i, j);
                strength[i] = Math.Min(strength[i], square);
                strength[j] = Math.Min(strength[j], square);
            }
        }
    }

    /// <inheritdoc/>
    public override Layout ToLayout(GenomeState state) => new(count, dimensions, [.. state.Points]);

    private double Square(double[] points, int i, int j)
    {
        double sum = 0;
        for (int d = 0; d < dimensions; d++)
        {
            double difference = points[(i * dimensions) + d] - points[(j * dimensions) + d];
            sum += difference * difference;
        }

        return sum;
    }
}

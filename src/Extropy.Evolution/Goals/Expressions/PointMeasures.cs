using System.Collections.Immutable;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Goals.Expressions;

/// <summary>Measures of points, or of the centres of circles: positions, distances, nearest neighbours.</summary>
internal static class PointMeasures
{
    public static void Add(ImmutableSortedDictionary<string, GoalValue>.Builder all, Layout layout, int dimensions)
    {
        int count = layout.Rows;
        var points = new double[count * dimensions];
        var centroid = new double[dimensions];
        var distances = new double[count * (count - 1) / 2];
        var nearest = new double[count];
        Array.Fill(nearest, double.PositiveInfinity);
        int pair = 0;
        for (int i = 0; i < count; i++)
        {
            for (int axis = 0; axis < dimensions; axis++)
            {
                points[(i * dimensions) + axis] = layout[i, axis];
                centroid[axis] += layout[i, axis] / count;
            }

            for (int j = i + 1; j < count; j++)
            {
                double squared = 0;
                for (int axis = 0; axis < dimensions; axis++)
                {
                    double difference = layout[i, axis] - layout[j, axis];
                    squared += difference * difference;
                }

                double distance = Math.Sqrt(squared);
                distances[pair++] = distance;
                nearest[i] = Math.Min(nearest[i], distance);
                nearest[j] = Math.Min(nearest[j], distance);
            }
        }

        Array.Sort(distances);
        all[layout.Columns > dimensions ? "centers" : "points"] = GoalValue.Table(points, dimensions);
        all["centroid"] = GoalValue.List(centroid);
        all["distances"] = GoalValue.List(distances);
        all["nearest"] = GoalValue.List(nearest);
        all["pairwise_min"] = GoalValue.Of(distances.Length > 0 ? distances[0] : 0);
        all["pairwise_max"] = GoalValue.Of(distances.Length > 0 ? distances[^1] : 0);
    }
}

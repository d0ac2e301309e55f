using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Solving;

namespace Extropy.Evolution.Tests.Numeric;

/// <summary>Every program's derivatives against finite differences of its values.</summary>
public sealed class QuadraticProgramTests
{
    private const double Step = 1e-6;

    public static TheoryData<string> Programs => ["square", "rectangle", "triangles in a square", "triangles in a triangle", "triangles in their hull", "plane", "space"];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Slopes_AgreeWithDifferencesOfValues(string name)
    {
        (QuadraticProgram program, double[] z) = Make(name);
        double[] entries = new double[program.Columns.Length];
        program.Slopes(z, entries);

        for (int variable = 0; variable < program.Variables; variable++)
        {
            double[] difference = Difference(program, z, variable);
            for (int row = 0; row < program.Rows; row++) Assert.Equal(difference[row], Entry(program, entries, row, variable), 1e-8);
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Curvature_AgreesWithDifferencesOfSlopes(string name)
    {
        (QuadraticProgram program, double[] z) = Make(name);
        Draws draws = RandomStream.FromSeed(7).At(0);
        double[] weights = new double[program.Rows];
        foreach (ref double weight in weights.AsSpan()) weight = draws.NextUniform() - 0.5;
        SquareMatrix matrix = new(program.Variables);
        program.AddCurvature(weights, matrix);

        for (int variable = 0; variable < program.Variables; variable++)
        {
            double[] above = Pull(program, Shifted(z, variable, Step), weights), below = Pull(program, Shifted(z, variable, -Step), weights);
            for (int other = 0; other <= variable; other++)
                Assert.Equal((above[other] - below[other]) / (2 * Step), matrix[other, variable], 1e-7);
        }
    }

    internal static (QuadraticProgram Program, double[] Z) Make(string name)
    {
        Draws draws = RandomStream.FromSeed(3).At(0);
        double[] points = new double[12];
        foreach (ref double value in points.AsSpan()) value = draws.NextUniform();
        QuadraticProgram program = name switch
        {
            "square" => new CircleProgram(4, isFree: false),
            "rectangle" => new CircleProgram(4, isFree: true),
            "triangles in a square" => new TriangleProgram(points, Region.Square),
            "triangles in a triangle" => new TriangleProgram(points, Region.Triangle),
            "triangles in their hull" => new TriangleProgram(points, Region.Hull),
            "plane" => new DistanceProgram(6, 2),
            _ => new DistanceProgram(4, 3),
        };
        return (program, [.. points, .. Enumerable.Repeat(0.7, program.Variables - points.Length)]);
    }

    private static double[] Shifted(double[] z, int variable, double by)
    {
        double[] shifted = [.. z];
        shifted[variable] += by;
        return shifted;
    }

    private static double[] Difference(QuadraticProgram program, double[] z, int variable)
    {
        double[] above = new double[program.Rows], below = new double[program.Rows];
        program.Values(Shifted(z, variable, Step), above);
        program.Values(Shifted(z, variable, -Step), below);
        return [.. above.Zip(below, (a, b) => (a - b) / (2 * Step))];
    }

    private static double[] Pull(QuadraticProgram program, double[] z, double[] weights)
    {
        double[] entries = new double[program.Columns.Length], pull = new double[program.Variables];
        program.Slopes(z, entries);
        for (int row = 0; row < program.Rows; row++)
        {
            for (int e = program.RowStarts[row]; e < program.RowStarts[row + 1]; e++) pull[program.Columns[e]] += weights[row] * entries[e];
        }

        return pull;
    }

    private static double Entry(QuadraticProgram program, double[] entries, int row, int variable)
    {
        for (int e = program.RowStarts[row]; e < program.RowStarts[row + 1]; e++)
        {
            if (program.Columns[e] == variable) return entries[e];
        }

        return 0;
    }
}

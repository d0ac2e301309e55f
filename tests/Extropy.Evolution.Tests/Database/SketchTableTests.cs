using System.Numerics;
using Extropy.Core.Chance;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Tests.Database;

public sealed class SketchTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(64)]
    [InlineData(200)]
    public void Near_VectorsWithinTheDistance_AreNeverRuledOut(int entries)
    {
        Draws draws = RandomStream.FromSeed(21).At(entries);
        foreach (double distance in (double[])[0, 0.001, 0.14, 0.7, 2])
        {
            var table = new SketchTable(distance);
            float[] asked = Vector(entries, ref draws);
            for (int i = 0; i < 100; i++) table.Add(Within(asked, distance, ref draws));

            Assert.Equal(100, Left(table, asked, distance));
        }
    }

    [Fact]
    public void Near_DirectionsAtRandom_AreNearlyAllRuledOut()
    {
        Draws draws = RandomStream.FromSeed(22).At(0);
        var table = new SketchTable(0.1415); // a cosine of .99
        for (int i = 0; i < 3000; i++) table.Add(Vector(64, ref draws));

        Assert.Equal(0, Left(table, Vector(64, ref draws), 0.1415));
    }

    [Fact]
    public void Near_DistanceWiderThanTheTableIsMadeFor_StillRulesOutNobodyWithin()
    {
        Draws draws = RandomStream.FromSeed(23).At(0);
        var table = new SketchTable(0.01);
        float[] asked = Vector(64, ref draws);
        for (int i = 0; i < 100; i++) table.Add(Within(asked, 5, ref draws));

        Assert.Equal(100, Left(table, asked, 5));
    }

    private static int Left(SketchTable table, float[] asked, double distance)
    {
        SketchQuestion question = table.Ask(asked, distance + 1e-6); // what is within is made in floats
        int blocks = (table.Count + SketchTable.Lanes - 1) / SketchTable.Lanes, left = 0;
        for (int block = table.NextNear(question, 0, blocks, out uint near); block < blocks; block = table.NextNear(question, block + 1, blocks, out near))
        {
            for (; near != 0; near &= near - 1)
            {
                int place = (block * SketchTable.Lanes) + BitOperations.TrailingZeroCount(near);
                if (place < table.Count && table.MayBeNear(question, place)) left++;
            }
        }

        return left;
    }

    private static float[] Vector(int entries, ref Draws draws)
    {
        var vector = new float[entries];
        foreach (ref float entry in vector.AsSpan()) entry = (float)draws.NextGaussian();
        float length = MathF.Sqrt(vector.Sum(entry => entry * entry));
        return [.. vector.Select(entry => entry / length)];
    }

    /// <summary>A vector at the whole distance, in all entries, in one, or in a block of equal ones.</summary>
    private static float[] Within(float[] from, double distance, ref Draws draws)
    {
        float[] aside = draws.NextInt(3) switch
        {
            0 => Vector(from.Length, ref draws),
            1 => [.. from.Select((_, i) => i == from.Length / 2 ? 1f : 0f)],
            _ => [.. from.Select(_ => 1 / MathF.Sqrt(from.Length))],
        };
        return [.. from.Select((entry, i) => (float)(entry + (distance * aside[i])))];
    }
}

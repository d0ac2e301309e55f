using Extropy.Models.Kernels;

namespace Extropy.Models.Tests.Kernels;

public sealed unsafe class ExponentialTests
{
    [Fact]
    public void OfNonPositive_GridOverTheRange_IsWithinOneUlp()
    {
        for (int i = 0; i < 400_000; i++)
        {
            float x = i % 2 == 0 ? -87f * i / 400_000 : -i / 400_000f;
            double exact = Math.Exp(x);
            float nearest = (float)exact;
            double ulp = MathF.BitIncrement(nearest) - nearest;

            Assert.InRange(Math.Abs(One<Lanes128>(x) - exact), 0, ulp);
        }
    }

    [Fact]
    public void OfNonPositive_AnyInstructionSet_GivesTheSameBits()
    {
        for (int i = 0; i < 20_000; i++)
        {
            float x = -90f * i / 20_000;
            float expected = One<LanesScalar>(x);

            Assert.Equal(expected, One<Lanes128>(x));
            if (InstructionSets.IsSupported(InstructionSet.Avx2)) Assert.Equal(expected, One<Lanes256>(x));
            if (InstructionSets.IsSupported(InstructionSet.Avx512)) Assert.Equal(expected, One<Lanes512>(x));
        }
    }

    [Fact]
    public void OfNonPositive_EndsOfTheRange_AreExact()
    {
        Assert.Equal(1, One<LanesScalar>(0));
        Assert.Equal(0, One<LanesScalar>(float.NegativeInfinity));
        Assert.Equal(0, One<LanesScalar>(-88));
        Assert.True(One<LanesScalar>(Exponential<LanesScalar>.Smallest) > 0);
        Assert.True(float.IsNaN(One<LanesScalar>(float.NaN)));
    }

    private static float One<TLanes>(float x)
        where TLanes : struct, ILanes<TLanes>
    {
        float* lanes = stackalloc float[16];
        TLanes.Store(Exponential<TLanes>.OfNonPositive(TLanes.Broadcast(x)), lanes);
        return lanes[7];
    }
}

using CsCheck;
using Extropy.Core.Errors;
using Extropy.Core.Information;

namespace Extropy.Core.Tests.Information;

/// <summary>Total correlation and mutual information, which compute the same quantity by different formulas.</summary>
public sealed class TotalCorrelationTests
{
    [Fact]
    public void OfJoint_ThreeCopiesOfACoin_IsTwoLogTwo() =>
        Assert.Equal(2 * Math.Log(2), TotalCorrelation.OfJoint([1.0, 0, 0, 0, 0, 0, 0, 1], [2, 2, 2]), 1e-14);

    [Fact]
    public void OfJoint_Parity_IsLogTwoAlthoughPairsAreIndependent()
    {
        double[] parity = [1, 0, 0, 1, 0, 1, 1, 0]; // z = x xor y

        Assert.Equal(Math.Log(2), TotalCorrelation.OfJoint(parity, [2, 2, 2]), 1e-14);
        Assert.Equal(0, MutualInformation.OfJoint([1.0, 1, 1, 1], 2), 1e-15);
        Assert.Equal(Math.Log(2), MutualInformation.OfJoint(parity, 4), 1e-14); // the pair (x, y) tells z
    }

    [Fact]
    public void OfJoint_StickyChainOfTwoSteps_IsTheClosedForm()
    {
        double stay = 0.95, flip = 0.05, entropy = -stay * Math.Log(stay) - flip * Math.Log(flip);

        Assert.Equal(Math.Log(2) - entropy, MutualInformation.OfJoint([stay / 2, flip / 2, flip / 2, stay / 2], 2), 1e-15);
    }

    [Fact]
    public void OfJoint_ProductOfMarginals_IsZero() =>
        Gen.Select(Gens.Weights, Gens.Weights).Sample((first, second) =>
        {
            double[] joint = [.. first.SelectMany(_ => second, (left, right) => left * right)];
            return TotalCorrelation.OfJoint(joint, [first.Length, second.Length]) < 1e-12
                && MutualInformation.OfJoint(joint, first.Length) < 1e-12;
        });

    [Fact]
    public void OfJoint_TwoVariables_EqualsMutualInformation() =>
        Gens.Tables.Sample((joint, shape) =>
        {
            int rows = shape[0];
            return Math.Abs(TotalCorrelation.OfJoint(joint, [rows, joint.Length / rows]) - MutualInformation.OfJoint(joint, rows)) < 1e-12;
        });

    [Fact]
    public void OfJoint_ChainRule_TheFirstVariableThenTheRest() => // TC(X₁…X_k) = I(X₁; X₂…X_k) + TC(X₂…X_k)
        Gens.Tables.Where(table => table.Shape.Length > 1).Sample((joint, shape) =>
        {
            int rest = joint.Length / shape[0];
            double[] marginal = [.. Enumerable.Range(0, rest).Select(i => joint.Where((_, index) => index % rest == i).Sum())];
            double chained = MutualInformation.OfJoint(joint, shape[0]) + TotalCorrelation.OfJoint(marginal, shape.AsSpan(1));
            return Math.Abs(TotalCorrelation.OfJoint(joint, shape) - chained) < 1e-12;
        });

    [Fact]
    public void OfJoint_OneVariable_IsZero() => Assert.Equal(0, TotalCorrelation.OfJoint([0.2, 0.3, 0.5], [3]));

    [Fact]
    public void OfEntropies_KnownBlocks_IsTheirExcess()
    {
        Assert.Equal(1.5, TotalCorrelation.OfEntropies([1, 2, 0.5], 2), 1e-15);
        Assert.Equal(-0.5, TotalCorrelation.OfEntropies([1, 0.5], 2), 1e-15); // estimates are not clamped
    }

    [Fact]
    public void OfJoint_UnusableTables_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => TotalCorrelation.OfJoint([1.0, 2, 3], [2, 2]));
        Assert.Throws<ArgumentException>(() => TotalCorrelation.OfJoint([1.0, 2], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => TotalCorrelation.OfJoint([1.0, 2], [-1, -2]));
        Assert.Throws<ArgumentException>(() => TotalCorrelation.OfJoint([1.0], [int.MaxValue, int.MaxValue, int.MaxValue]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MutualInformation.OfJoint([1.0, 2, 3], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => MutualInformation.OfJoint([1.0, 2, 3], 0));
        Assert.Throws<ArgumentException>(() => MutualInformation.OfJoint<float>([], 1));
        Assert.Throws<NonFiniteException>(() => MutualInformation.OfJoint([1, double.NaN], 1));
        Assert.Throws<NonFiniteException>(() => TotalCorrelation.OfEntropies([1], double.NaN));
        Assert.Throws<ArgumentException>(() => TotalCorrelation.OfEntropies([], 1));
    }
}

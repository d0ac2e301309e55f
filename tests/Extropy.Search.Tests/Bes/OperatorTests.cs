using CsCheck;
using Extropy.Core.Chance;
using Extropy.Search.Bes.Operators;
using Extropy.Search.Contracts;

namespace Extropy.Search.Tests.Bes;

public sealed class OperatorTests
{
    /// <summary>Two trajectories over few words, so that common prefixes, equal parents and empty suffixes all occur.</summary>
    private static readonly Gen<(Trajectory A, Trajectory B, long Step)> Parents = Gen.Select(
        Gen.Char['a', 'c'].Array[0, 6], Gen.Char['a', 'c'].Array[0, 6], Gen.Long, (a, b, step) => (Of(a), Of(b), step));

    private static readonly IEvolutionOperator[] Binary = [new Combination(), new Translocation(), new Crossover()];

    [Fact]
    public void BinaryOperators_AnEmptySuffix_Fail() => Parents.Sample(pair =>
    {
        int s = pair.A.CommonPrefixLength(pair.B);
        bool isAllowed = s < pair.A.Length && s < pair.B.Length;
        return Binary.All(evolution => Apply(evolution, pair) is not null == isAllowed);
    });

    [Fact]
    public void BinaryOperators_KeepTheCommonPrefix() => Parents.Sample(pair =>
        Binary.Select(evolution => Apply(evolution, pair)).All(child =>
            child is null || child.Steps.AsSpan(..pair.A.CommonPrefixLength(pair.B)).SequenceEqual(
                pair.A.Steps.AsSpan(..pair.A.CommonPrefixLength(pair.B)))));

    [Fact]
    public void Combination_IsBothSuffixes() => Parents.Sample(pair =>
    {
        int s = pair.A.CommonPrefixLength(pair.B);
        return Apply(new Combination(), pair) is not { } child
            || child.Equals(new Trajectory([.. pair.A.Steps, .. pair.B.Steps[s..]])) && child.Length == pair.A.Length + pair.B.Length - s;
    });

    [Fact]
    public void Translocation_ReplacesOneStepOfTheSuffix() => Parents.Sample(pair =>
    {
        int s = pair.A.CommonPrefixLength(pair.B);
        if (Apply(new Translocation(), pair) is not { } child) return true;
        int[] changed = [.. Enumerable.Range(0, child.Length).Where(i => !child.Steps[i].Equals(pair.A.Steps[i]))];
        return child.Length == pair.A.Length && changed.Length <= 1 && changed.All(i => i >= s && pair.B.Steps[s..].Contains(child.Steps[i]));
    });

    [Fact]
    public void Crossover_IsAHeadOfOneSuffixAndATailOfTheOther() => Parents.Sample(pair =>
    {
        int s = pair.A.CommonPrefixLength(pair.B);
        if (Apply(new Crossover(), pair) is not { } child) return true;
        return Enumerable.Range(0, pair.A.Length - s + 1).Any(i => Enumerable.Range(0, pair.B.Length - s).Any(j =>
            child.Equals(new Trajectory([.. pair.A.Steps[..(s + i)], .. pair.B.Steps[(s + j)..]])) && child.Length == s + i + (pair.B.Length - s - j)));
    });

    [Fact]
    public void Crossover_DrawsEveryCut()
    {
        var pair = (A: Of("aaa"), B: Of("bbb"));
        var lengths = Enumerable.Range(0, 400).Select(step => Apply(new Crossover(), (pair.A, pair.B, step))!.Length).ToHashSet();

        Assert.Equal([1, 2, 3, 4, 5, 6], lengths.Order());
    }

    [Fact]
    public void Deletion_ProtectsTheFirstAndTheLastStep() => Parents.Sample(pair =>
    {
        Trajectory? child = Apply(new Deletion(), pair);
        if (pair.A.Length < 3) return child is null;
        return child!.Length == pair.A.Length - 1 && child.Steps[0].Equals(pair.A.Steps[0]) && child.Steps[^1].Equals(pair.A.Steps[^1]);
    });

    [Fact]
    public void Mix_ThatDoesNotSumToOne_IsAFault()
    {
        Assert.Contains("sum to", Assert.Single(new OperatorMix(0.7, 0.1, 0.05, 0.075, 0.075 + 1e-6).Faults()), StringComparison.Ordinal);
        Assert.Equal(3, new OperatorMix(-0.5, 1.7, double.NaN, 0, 0).Faults().Count() - 1);
        Assert.Empty(OperatorMix.Paper.Faults());
    }

    private static Trajectory? Apply(IEvolutionOperator evolution, (Trajectory A, Trajectory B, long Step) pair)
    {
        Draws draws = RandomStream.FromSeed(1).At(pair.Step);
        return evolution.Apply(pair.A, pair.B, ref draws);
    }

    private static Trajectory Of(IEnumerable<char> letters) => new([.. letters.Select(letter => new Step(letter.ToString()))]);
}

using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Candidates;

public sealed class FingerprintTests
{
    private static readonly LayoutFingerprint Circles = new(new LayoutShape(4, ["x", "y", "r"]));

    [Fact]
    public void Layout_MovedTurnedScaledAndRenamed_LooksTheSame()
    {
        Fingerprint one = Circles.Of(new Layout(4, 3, [0, 0, 0.1, 1, 0, 0.2, 0, 2, 0.3, 0.4, 0.4, 0.05]));
        Fingerprint other = Circles.Of(new Layout(4, 3, [-1, 3, 0.6, 3, 3, 0.2, 3, 5, 0.4, 2.2, 3.8, 0.1])); // (x, y) → (3 − 2y, 3 + 2x), another order

        Assert.Equal(1, one.Cosine(other), 5);
    }

    [Fact]
    public void Layout_AnotherArrangement_LooksDifferent()
    {
        Fingerprint square = Circles.Of(new Layout(4, 3, [0, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1]));
        Fingerprint line = Circles.Of(new Layout(4, 3, [0, 0, 1, 1, 0, 1, 2, 0, 1, 3, 0, 1]));

        Assert.True(square.Cosine(line) < 0.9);
    }

    [Theory]
    [InlineData("[[0,0,0]]")]
    [InlineData("nothing")]
    public void Layout_OfAnotherShape_HasNoDescription(string text)
    {
        Assert.Equal(Fingerprint.None, Circles.Of([new Part(Part.Layout, text)]));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(15)]
    [InlineData(64)]
    [InlineData(76)]
    public void Cosine_AnyNumberOfEntries_IsTheFourSumsToTheBit(int count)
    {
        Draws draws = RandomStream.FromSeed(3).At(count);
        var left = new float[count];
        var right = new float[count];
        for (int i = 0; i < count; i++) (left[i], right[i]) = ((float)draws.NextGaussian(), (float)draws.NextGaussian());
        var sums = new double[4];
        for (int i = 0; i < count; i++) sums[i < count / 4 * 4 ? i % 4 : 0] += (double)left[i] * right[i];

        double cosine = new Fingerprint([.. left]).Cosine(new Fingerprint([.. right]));

        Assert.Equal(sums[0] + sums[1] + (sums[2] + sums[3]), cosine);
    }

    [Fact]
    public void Text_OneWordChanged_IsNearerThanAnotherProgram()
    {
        var fingerprint = new TextFingerprint();
        const string Program = "for (int i = 0; i < 26; i++) { centers[i] = Place(i, radius: 0.1); radii[i] = Grow(i); } return Sum(radii);";
        Fingerprint one = fingerprint.Of([new Part("a", Program)]);

        double near = one.Cosine(fingerprint.Of([new Part("a", Program.Replace("0.1", "0.2", StringComparison.Ordinal))]));
        double far = one.Cosine(fingerprint.Of([new Part("a", "while (true) { var x = Solve(matrix, rhs); if (x.Norm < eps) break; matrix = Update(x); }")]));

        Assert.InRange(near, 0.9, 0.9999);
        Assert.True(far < 0.7);
    }
}

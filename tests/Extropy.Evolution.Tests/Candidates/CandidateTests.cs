using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Candidates;

public sealed class CandidateTests
{
    [Theory]
    [InlineData(Aim.Maximise, 2.5, 2.5)]
    [InlineData(Aim.Minimise, 2.5, -2.5)]
    public void Merit_CorrectCandidate_GrowsWhereTheMetricImproves(Aim aim, double raw, double expected)
    {
        Evaluation evaluation = new() { IsCorrect = true, Raw = raw, Aim = aim };

        Assert.Equal(expected, evaluation.Merit);
    }

    [Theory]
    [InlineData(Aim.Maximise)]
    [InlineData(Aim.Minimise)]
    public void Merit_RefusedCandidate_IsBelowEveryCorrectOne(Aim aim)
    {
        Evaluation refused = Evaluation.Refused(aim, "It overlaps.");

        Assert.Equal(double.NegativeInfinity, refused.Merit);
        Assert.Equal(0, refused.Raw);
    }

    [Fact]
    public void PatchKinds_EveryKind_ReadsBackFromItsName()
    {
        PatchKind[] kinds = Enum.GetValues<PatchKind>();

        Assert.Equal(kinds, kinds.Select(kind => PatchKinds.Parse(PatchKinds.NameOf(kind))));
        Assert.Equal("diff_ablate", PatchKinds.NameOf(PatchKind.Ablate));
    }

    [Fact]
    public void PatchKinds_UnknownName_OffersTheNearest()
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => PatchKinds.Parse("cross_combin"));

        Assert.Contains("cross_combine", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fingerprint_AnyScale_HasLengthOneAndCosineOfTheAngle()
    {
        Fingerprint one = Fingerprint.Of([3, 4]), other = Fingerprint.Of([40, -30]);

        Assert.Equal(1, one.Cosine(one), 6);
        Assert.Equal(0, one.Cosine(other), 6);
        Assert.Equal(Fingerprint.Of([0.3, 0.4]), one);
    }

    [Fact]
    public void Fingerprint_NothingToDescribe_ResemblesNothing()
    {
        Fingerprint zeros = Fingerprint.Of([0, 0]);

        Assert.Equal(0, zeros.Cosine(zeros));
        Assert.Equal(0, Fingerprint.None.Cosine(zeros));
    }

    [Fact]
    public void Proposal_TwoPartsOfOneName_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Proposal.Of(new Part("a", "1"), new Part("a", "2")));
        Assert.Throws<ArgumentException>(() => Proposal.Of());
        Assert.Equal("No donor.", Proposal.Refused("No donor.").Refusal);
    }
}

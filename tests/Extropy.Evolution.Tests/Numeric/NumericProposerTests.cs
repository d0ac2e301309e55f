using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Numeric;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Numeric;

public sealed class NumericProposerTests
{
    private static readonly NumericOptions Little = new() { Work = 2e6, Patience = 20 };

    public static TheoryData<string, double> Optima => new()
    {
        { "circle-packing-1", 0.5 },
        { "circle-packing-2", 2 - Math.Sqrt(2) },
        { "circle-packing-rect-1", 0.5 },
        { "distance-ratio-2d-3", 1 },
        { "distance-ratio-2d-4", 2 },
        { "distance-ratio-2d-5", (3 + Math.Sqrt(5)) / 2 },
        { "distance-ratio-3d-4", 1 },
        { "heilbronn-square-5", Math.Sqrt(3) / 9 },
        { "heilbronn-triangle-3", 1 },
        { "heilbronn-convex-3", 1 },
        { "heilbronn-convex-4", 0.5 },
    };

    public static TheoryData<PatchKind> Kinds => [PatchKind.Seed, .. PatchKinds.OfParents];

    [Theory]
    [MemberData(nameof(Optima))]
    public async Task Start_OfATinyProblem_IsItsKnownOptimum(string id, double optimum)
    {
        IOpenProblem problem = KnownProblems.Find(id);
        NumericProposer proposer = new(problem, Little with { Work = 2e7 });

        Proposal proposal = await proposer.ProposeAsync(Request(PatchKind.Seed, null), TestContext.Current.CancellationToken);

        Assert.Equal(optimum, Judge(problem, proposal), 1e-12);
    }

    [Fact]
    public async Task Start_BesideASymmetricOptimum_FindsTheBetterOneAHairsBreadthAway()
    {
        // Of 26 circles the symmetric optimum has 2.6359773947; the best known layout is a slightly bent form of it.
        IOpenProblem problem = KnownProblems.Find("circle-packing-26");
        NumericProposer proposer = new(problem, new NumericOptions());
        double best = 0;
        for (int i = 0; i < 40 && best < 2.63598308; i++)
        {
            Proposal proposal = await proposer.ProposeAsync(Request(PatchKind.Seed, null) with { Chance = RandomStream.FromSeed(i) }, TestContext.Current.CancellationToken);
            best = Math.Max(best, Judge(problem, proposal));
        }

        Assert.InRange(best, 2.63598308, 2.6359831);
    }

    [Fact]
    public async Task Start_WhoseOptimumIsDegenerate_ComesWithinTheLastBarrier()
    {
        IOpenProblem problem = KnownProblems.Find("heilbronn-square-6"); // more triangles are smallest than an active set can hold

        Proposal proposal = await new NumericProposer(problem, Little with { Work = 2e7 }).ProposeAsync(Request(PatchKind.Seed, null), TestContext.Current.CancellationToken);

        Assert.Equal(0.125, Judge(problem, proposal), 1e-8);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Proposal_OfEveryKind_IsValidAndRepeatable(PatchKind kind)
    {
        IOpenProblem problem = KnownProblems.Find("circle-packing-9");
        Candidate parent = await Start(problem, 1), donor = await Start(problem, 2);
        ProposalRequest request = Request(kind, kind == PatchKind.Seed ? null : parent) with { Donors = [donor] };

        Proposal first = await new NumericProposer(problem, Little).ProposeAsync(request, TestContext.Current.CancellationToken);
        NumericProposer used = new(problem, Little);
        await used.ProposeAsync(Request(PatchKind.Full, donor), TestContext.Current.CancellationToken);
        Proposal second = await used.ProposeAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(first.Parts[0].Text, second.Parts[0].Text);
        Assert.Equal(first.Units, second.Units);
        Assert.True(Judge(problem, first) > 0);
    }

    [Theory]
    [InlineData("circle-packing-5")]
    [InlineData("circle-packing-rect-5")]
    [InlineData("heilbronn-convex-6")]
    [InlineData("heilbronn-triangle-6")]
    [InlineData("heilbronn-square-6")]
    [InlineData("distance-ratio-2d-6")]
    [InlineData("distance-ratio-3d-6")]
    public async Task HostileParents_DoNotBreakAProposal(string id)
    {
        IOpenProblem problem = KnownProblems.Find(id);
        NumericProposer proposer = new(problem, Little);
        int numbers = problem.Shape.Count, columns = problem.Shape.Columns.Length;
        double[][] hostile =
        [
            new double[numbers],
            [.. Enumerable.Repeat(1e308, numbers)],
            [.. Enumerable.Range(0, numbers).Select(i => i % 2 == 0 ? 1e-320 : -1e308)],
            [.. Enumerable.Range(0, numbers).Select(i => (double)(i / columns))],
        ];
        string[] texts = [.. hostile.Select(layout => LayoutPart.Write(Rows(layout, columns)).Text), "[[1,2],[3]]", "not JSON", "[]", "[[NaN]]"];

        foreach (string text in texts)
        {
            Candidate candidate = Holding(problem, text);
            foreach (PatchKind kind in PatchKinds.OfParents)
            {
                Proposal proposal = await proposer.ProposeAsync(Request(kind, candidate) with { Donors = [candidate] }, TestContext.Current.CancellationToken);
                Assert.True(double.IsFinite(Judge(problem, proposal)));
            }
        }
    }

    [Fact]
    public async Task Proposal_DoesNotBringItsParentBack()
    {
        IOpenProblem problem = KnownProblems.Find("circle-packing-7");
        Candidate parent = await Start(problem, 1);

        Proposal proposal = await new NumericProposer(problem, Little).ProposeAsync(Request(PatchKind.Diff, parent), TestContext.Current.CancellationToken);

        Assert.NotEqual(parent.Evaluation.Raw, Judge(problem, proposal), 1e-10);
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => new NumericOptions { Work = double.NaN, Patience = 0 }.Validate());

        Assert.Contains("work", fault.Message, StringComparison.Ordinal);
        Assert.Contains("patience", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KnownProposers_OfferIt_AndRefuseSettingsItDoesNotHave()
    {
        ProposerSetting setting = new(KnownProblems.Find("circle-packing-26"), 1);

        Assert.Equal("numeric", KnownProposers.Get("numeric").Open(setting).Proposers[0].Name);
        Assert.Throws<BadInputException>(() => KnownProposers.Get("numeric").Open(setting with { Given = setting.Given.Add("speed", "fast") }));
    }

    private static Layout Rows(double[] numbers, int columns) => new(numbers.Length / columns, columns, [.. numbers]);

    private static ProposalRequest Request(PatchKind kind, Candidate? parent) => new()
    {
        Ordinal = 0,
        Generation = 1,
        Patch = kind,
        Parent = parent,
        Chance = RandomStream.FromSeed(1).For("proposal"),
    };

    private static Candidate Holding(IOpenProblem problem, string text) => new()
    {
        Id = new CandidateId(0),
        Parts = [new Part(Part.Layout, text)],
        Generation = 0,
        Island = 0,
        Patch = PatchKind.Seed,
        Proposer = "test",
        Evaluation = Evaluation.Refused(problem.Aim, "never judged"),
    };

    private static async Task<Candidate> Start(IOpenProblem problem, long seed)
    {
        ProposalRequest request = Request(PatchKind.Seed, null) with { Chance = RandomStream.FromSeed(seed) };
        Proposal proposal = await new NumericProposer(problem, new NumericOptions { Work = 1, Patience = 1 }).ProposeAsync(request, TestContext.Current.CancellationToken);
        double metric = Judge(problem, proposal);
        return Holding(problem, proposal.Parts[0].Text) with { Evaluation = new Evaluation { IsCorrect = true, Raw = metric, Aim = problem.Aim } };
    }

    private static double Judge(IOpenProblem problem, Proposal proposal)
    {
        Assert.Null(LayoutPart.TryRead(proposal.Parts[0].Text, out Layout? layout));
        Assessment assessment = problem.Assess(layout!);
        Assert.True(assessment.IsValid, assessment.Violation?.Constraint);
        return assessment.Metric;
    }
}

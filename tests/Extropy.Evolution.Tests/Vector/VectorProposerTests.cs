using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Vector;

namespace Extropy.Evolution.Tests.Vector;

/// <summary>The search over tables of numbers whose meaning nobody knows.</summary>
public sealed class VectorProposerTests
{
    private static readonly VectorSpace Table = new(6, [new(-1, 1), new(10, 30)]);
    private static readonly VectorSpace Row = new(1, [new(0, 1), new(0, 1), new(0, 1), new(-5, 5)]);

    public static TheoryData<PatchKind, bool> Kinds =>
        [.. from kind in Enum.GetValues<PatchKind>() from isRow in new[] { false, true } select new TheoryDataRow<PatchKind, bool>(kind, isRow)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Propose_EveryKind_StaysInItsRangesAndRepeatsItself(PatchKind kind, bool isRow)
    {
        VectorSpace space = isRow ? Row : Table;
        int changed = 0;
        for (long ordinal = 0; ordinal < 200; ordinal++)
        {
            ProposalRequest request = Request(space, kind, ordinal);
            Proposal proposal = await ProposeAsync(space, request), again = await ProposeAsync(space, request);
            double[] numbers = space.NumbersOf(proposal.Parts)!;

            Assert.Equal(proposal.Parts, again.Parts);
            Assert.All(numbers, (number, i) => Assert.True(space.RangeOf(i).Holds(number)));
            if (request.Parent is null || proposal.Parts[0] != request.Parent.Parts[0]) changed++;
        }

        Assert.InRange(changed, 190, 200); // a difference or an exchange may happen to change nothing
    }

    [Fact]
    public async Task Propose_AcrossOrExchange_TakesWholeRowsOfDonorAndParent()
    {
        int exchanged = 0;
        for (long ordinal = 0; ordinal < 100; ordinal++)
        {
            ProposalRequest request = Request(Table, PatchKind.Cross, ordinal);
            Proposal proposal = await ProposeAsync(Table, request);
            if (proposal.Note != "rows exchanged") continue;
            exchanged++;
            double[] child = Table.NumbersOf(proposal.Parts)!;
            double[][] origins = [.. request.Donors.Prepend(request.Parent!).Select(origin => Table.NumbersOf(origin.Parts)!)];
            for (int i = 0; i < child.Length; i += 2) Assert.Contains((child[i], child[i + 1]), origins.Select(origin => (origin[i], origin[i + 1])));
        }

        Assert.InRange(exchanged, 50, 90);
    }

    [Fact]
    public async Task Run_OnADistantBowl_ComesNearItsGroundWhateverTheWorkers()
    {
        var problem = new Bowl();
        EvolutionOutcome one = await RunAsync(problem, 1), four = await RunAsync(problem, 4);

        Assert.Equal(Engine.Runs.Written(one), Engine.Runs.Written(four));
        Assert.InRange(one.State.Best!.Evaluation.Raw, 0, 1e-3); // a random point is at 50 or so
    }

    [Theory]
    [InlineData(1, 0, 1, "1 ranges for 2 columns")]
    [InlineData(2, 1, 1, "range 0 is from 1 to 1")]
    [InlineData(2, double.NaN, 1, "range 0 is from NaN to 1")]
    [InlineData(2, double.NegativeInfinity, 1, "range 1 is from -Infinity to 1")]
    [InlineData(2, -1e308, 1e308, "range 0 is from")]
    public void Kit_WithWrongRanges_NamesThem(int count, double low, double high, string fault)
    {
        var options = new VectorOptions { Ranges = [.. Enumerable.Repeat(new ColumnRange(low, high), count)] };

        Assert.Contains(fault, Assert.Throws<BadInputException>(() => VectorSetting.Kit(new Bowl(), options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fingerprint_OfTables_IsNearOneForSmallChangesOnly()
    {
        var describe = new VectorFingerprint(Table);
        double[] numbers = new double[Table.Count];
        Draws draws = RandomStream.FromSeed(4).At(0);
        VectorRows.Anew(Table, numbers, ref draws);
        Fingerprint first = describe.Of(Parts(Table, numbers));
        numbers[3] += 0.01;
        Fingerprint near = describe.Of(Parts(Table, numbers));
        VectorRows.Anew(Table, numbers, ref draws);

        Assert.InRange(first.Cosine(near), 0.999999, 1.000001);
        Assert.InRange(first.Cosine(describe.Of(Parts(Table, numbers))), -0.9, 0.9);
        Assert.Equal(Fingerprint.None, describe.Of([new Part(Part.Layout, "[[1]]")]));
    }

    private static async Task<EvolutionOutcome> RunAsync(IOpenProblem problem, int workers)
    {
        ProposerKit kit = VectorSetting.Kit(problem, new VectorOptions { Ranges = [new(-10, 10), new(-10, 10)] });
        var plan = new EvolutionPlan(problem.Id, problem.Aim, 3, kit.Options, new EvolutionLimits { Evaluations = 1500 });
        return await Engine.Runs.RunAsync(kit, plan, new EvolutionServices { Workers = workers });
    }

    private static async Task<Proposal> ProposeAsync(VectorSpace space, ProposalRequest request) =>
        await new VectorProposer(space).ProposeAsync(request, TestContext.Current.CancellationToken);

    private static ProposalRequest Request(VectorSpace space, PatchKind kind, long ordinal) => new()
    {
        Ordinal = ordinal,
        Generation = 1,
        Patch = kind,
        Parent = kind == PatchKind.Seed ? null : Candidate(space, 1),
        Donors = kind == PatchKind.Seed ? [] : [Candidate(space, 2), Candidate(space, 3)],
        Elites = [Candidate(space, 3)],
        Chance = RandomStream.FromSeed(9).For(ordinal),
    };

    private static Candidate Candidate(VectorSpace space, int seed)
    {
        double[] numbers = new double[space.Count];
        Draws draws = RandomStream.FromSeed(seed).At(0);
        VectorRows.Anew(space, numbers, ref draws);
        return new Candidate
        {
            Id = new CandidateId(seed), Parts = Parts(space, numbers), Generation = 0, Island = 0, Patch = PatchKind.Seed, Proposer = "test",
            Evaluation = new Evaluation { IsCorrect = true, Raw = seed, Aim = Aim.Maximise },
        };
    }

    private static ImmutableArray<Part> Parts(VectorSpace space, double[] numbers) => [LayoutPart.Write(new Layout(space.Rows, space.Columns, [.. numbers]))];

    /// <summary>The squared distance of three points to (3, −2).</summary>
    private sealed class Bowl : IOpenProblem
    {
        public string Id => "bowl";

        public string Title => "Be at (3, −2).";

        public Aim Aim => Aim.Minimise;

        public LayoutShape Shape { get; } = new(3, ["x", "y"]);

        public KnownRecord? Record => null;

        public Assessment Assess(Layout layout)
        {
            double sum = 0;
            for (int row = 0; row < layout.Rows; row++) sum += Math.Pow(layout[row, 0] - 3, 2) + Math.Pow(layout[row, 1] + 2, 2);
            return new Assessment(IsValid: true, sum);
        }

        public Layout? Repair(Layout layout) => null;
    }
}

using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Genome;
using Extropy.Evolution.Genome.Language;
using Extropy.Evolution.Genome.Running;
using Extropy.Evolution.Genome.Worlds;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Genome;

/// <summary>The construction language: what is drawn can be read, run within its units, and judged; patches keep to the language.</summary>
public sealed class GenomeTests
{
    public static TheoryData<string> Problems => [.. KnownProblems.Ids];

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task Prior_EveryGenome_ReadsBackAndBuildsAValidLayoutWithinItsUnits(string id)
    {
        IOpenProblem problem = KnownProblems.Find(id);
        GenomeWorld world = GenomeWorld.For(problem);
        var prior = new GenomePrior(GenomeOperations.In(world));
        var evaluator = new GenomeEvaluator(problem, new GenomeOptions { Units = 1_000 });
        for (int i = 0; i < 40; i++)
        {
            ImmutableArray<GenomeStep> steps = Fresh(prior, i);
            string text = GenomeText.Write(steps);

            Assert.Null(GenomeText.TryRead(text, world, out ImmutableArray<GenomeStep> again));
            Assert.Equal(steps, again);
            Evaluation one = await evaluator.EvaluateAsync([new Part(Part.Genome, text)], CancellationToken.None);
            Evaluation other = await evaluator.EvaluateAsync([new Part(Part.Genome, text)], CancellationToken.None);
            Assert.InRange(one.Units, 0, 1_000);
            Assert.Equal(one.Layout, other.Layout);
            Assert.True(one.IsCorrect || one.Failure is not null);
        }
    }

    [Fact]
    public async Task Units_ALongSearch_StopsAtTheCapAndStillGivesALayout()
    {
        const string Text = """[{"op":"seed","kind":"hex","draw":1,"jitter":0.01,"fold":3},{"op":"local-search","moves":"shift","iterations":10000,"sigma":0.05,"temperature":0.001},{"op":"radii-program"}]""";
        var evaluator = new GenomeEvaluator(KnownProblems.Find("circle-packing-26"), new GenomeOptions { Units = 500 });

        Evaluation result = await evaluator.EvaluateAsync([new Part(Part.Genome, Text)], CancellationToken.None);

        Assert.True(result.IsCorrect, result.Failure);
        Assert.InRange(result.Units, 450, 500);
        Assert.InRange(result.Raw, 1.5, 2.636);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{}", "array of steps")]
    [InlineData("[]", "3 to 12 steps")]
    [InlineData("""[{"op":"repel","iterations":3,"exponent":2},{"op":"radii-program"},{"op":"radii-program"}]""", "'repel' is not one of seed")]
    [InlineData("""[{"op":"seed","kind":"hex","draw":1,"jitter":0.5,"fold":3},{"op":"radii-program"},{"op":"radii-program"}]""", "'jitter' is a number from 0 to 0.2")]
    [InlineData("""[{"op":"seed","kind":"hex","draw":1.5,"jitter":0,"fold":3},{"op":"radii-program"},{"op":"radii-program"}]""", "'draw'")]
    [InlineData("""[{"op":"seed","kind":"web","draw":1,"jitter":0,"fold":3},{"op":"radii-program"},{"op":"radii-program"}]""", "'kind' is one of hex")]
    [InlineData("""[{"op":"seed","kind":"hex","draw":1,"jitter":0,"fold":3,"x":1},{"op":"radii-program"},{"op":"radii-program"}]""", "nothing else")]
    [InlineData("""[{"op":"seed","kind":"hex","draw":1,"jitter":1e999,"fold":3},{"op":"radii-program"},{"op":"radii-program"}]""", "'jitter'")]
    [InlineData("[[[[[[1]]]]]]", "not JSON")]
    public async Task Read_BadText_IsRefusedInOneSentence(string text, string why)
    {
        var evaluator = new GenomeEvaluator(KnownProblems.Find("circle-packing-26"), new GenomeOptions());

        Evaluation result = await evaluator.EvaluateAsync([new Part(Part.Genome, text)], CancellationToken.None);

        Assert.False(result.IsCorrect);
        Assert.Contains(why, result.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Patches_OfEveryKind_StayInTheLanguage()
    {
        GenomeWorld world = GenomeWorld.For(KnownProblems.Find("circle-packing-rect-21"));
        var prior = new GenomePrior(GenomeOperations.In(world));
        var patches = new GenomePatches(prior);
        for (int i = 0; i < 500; i++)
        {
            ImmutableArray<GenomeStep> parent = Fresh(prior, i), donor = Fresh(prior, 1_000 + i);
            Draws draws = RandomStream.FromSeed(3).At(i);
            ImmutableArray<GenomeStep>[] children =
            [
                patches.Diff(parent, ref draws), patches.Full(ref draws), GenomePatches.Cross(parent, donor, ref draws), GenomePatches.Combine(parent, [donor, donor], ref draws),
                GenomePatches.Translocate(parent, donor, ref draws), GenomePatches.Ablate(parent, [donor], ref draws),
            ];

            foreach (ImmutableArray<GenomeStep> child in children)
            {
                Assert.Null(GenomeText.TryRead(GenomeText.Write(child), world, out ImmutableArray<GenomeStep> again));
                Assert.Equal(child, again);
            }

            Assert.NotEqual(parent[0].Values[0], children[5][0].Values[0]); // another kind of seed
            Assert.Equal(parent.AsSpan(), children[3].AsSpan()[..parent.Length]); // the skeleton is kept
            Assert.True(children[4].Zip(parent).Count(pair => pair.First != pair.Second) <= 1);
        }
    }

    [Fact]
    public void Cross_KeepsABeginningAndAnEnd()
    {
        var prior = new GenomePrior(GenomeOperations.In(GenomeWorld.For(KnownProblems.Find("heilbronn-convex-13"))));
        for (int i = 0; i < 200; i++)
        {
            ImmutableArray<GenomeStep> parent = Fresh(prior, i), donor = Fresh(prior, 500 + i);
            Draws draws = RandomStream.FromSeed(4).At(i);

            ImmutableArray<GenomeStep> child = GenomePatches.Cross(parent, donor, ref draws);

            int head = child.Zip(parent).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.True(head >= 1);
            Assert.Equal(donor[^1], child[^1]);
            Assert.True(child.AsSpan()[head..].SequenceEqual(donor.AsSpan()[(donor.Length - (child.Length - head))..]));
        }
    }

    [Fact]
    public void Fingerprint_ASmallChange_IsAlikeAndAFreshGenomeIsNot()
    {
        IOpenProblem problem = KnownProblems.Find("circle-packing-26");
        var prior = new GenomePrior(GenomeOperations.In(GenomeWorld.For(problem)));
        var fingerprint = new GenomeFingerprint(problem);
        double near = 0, far = 0;
        for (int i = 0; i < 50; i++)
        {
            ImmutableArray<GenomeStep> one = Fresh(prior, i);
            Draws draws = RandomStream.FromSeed(5).At(i);
            near += Of(one).Cosine(Of(new GenomePatches(prior).Diff(one, ref draws))) / 50;
            far += Of(one).Cosine(Of(Fresh(prior, 100 + i))) / 50;
        }

        Assert.True(near > far + 0.2, $"{near} against {far}");

        Fingerprint Of(ImmutableArray<GenomeStep> steps) => fingerprint.Of([new Part(Part.Genome, GenomeText.Write(steps))]);
    }

    private static ImmutableArray<GenomeStep> Fresh(GenomePrior prior, int number)
    {
        Draws draws = RandomStream.FromSeed(2).At(number);
        return prior.Genome(ref draws);
    }
}

using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;

namespace Extropy.Evolution.Tests.Database;

public sealed class CandidateDatabaseTests
{
    [Fact]
    public void Draw_NothingCorrect_StartsAnIslandAgain()
    {
        CandidateDatabase database = Population.Database(new EvolutionOptions { Islands = 2 });
        database.Insert(Population.Candidate(0, null, island: 0, generation: 0));

        ProposalPlan plan = database.Draw(1, 0);

        Assert.Equal(PatchKind.Seed, plan.Patch);
        Assert.Null(plan.Parent);
    }

    [Fact]
    public void Draw_IslandWithoutCorrect_TakesTheRunsBest()
    {
        CandidateDatabase database = Population.Database(new EvolutionOptions { Islands = 2 });
        database.Insert(Population.Candidate(0, 1, island: 0, generation: 0));

        ProposalPlan plan = database.Draw(1, 0);

        Assert.Equal(1, plan.Island);
        Assert.Equal(new CandidateId(0), plan.Parent!.Id);
        Assert.False(PatchKinds.NeedsDonor(plan.Patch));
    }

    [Fact]
    public void Draw_ManyPlans_StayOnTheirIslandAndNeverShowTheParent()
    {
        CandidateDatabase database = Filled(count: 60, islands: 3);

        for (int i = 0; i < 300; i++)
        {
            ProposalPlan plan = database.Draw(i, 0);
            Assert.All(plan.Donors.Add(plan.Parent!), candidate => Assert.Equal(plan.Island, database[candidate.Id].Island));
            Assert.DoesNotContain(plan.Parent, plan.Donors);
            Assert.Equal(plan.Donors, plan.Donors.OrderBy(donor => donor.Evaluation.Merit).ThenBy(donor => donor.Id));
            if (PatchKinds.NeedsDonor(plan.Patch)) Assert.NotEmpty(plan.Donors);
            if (plan.Patch is PatchKind.Cross or PatchKind.Translocate) Assert.Single(plan.Donors);
        }
    }

    [Fact]
    public void Draw_SameOrdinalAndState_IsTheSamePlan()
    {
        CandidateDatabase one = Filled(60, 3), other = Filled(60, 3);

        for (int i = 0; i < 50; i++)
        {
            ProposalPlan left = one.Draw(i, i % 3), right = other.Draw(i, i % 3);
            Assert.Equal((left.Island, left.Patch, left.Parent!.Id), (right.Island, right.Patch, right.Parent!.Id));
            Assert.Equal(left.Donors.Select(donor => donor.Id), right.Donors.Select(donor => donor.Id));
        }

        Assert.Equal(one.StateDigest(), other.StateDigest());
    }

    [Fact]
    public void EndRound_TenWithoutANewBest_AddsAnIslandAroundTheBest()
    {
        CandidateDatabase database = Population.Database(new EvolutionOptions { Islands = 1, MigrationInterval = 0 });
        database.Insert(Population.Candidate(0, 5, generation: 0));
        database.EndRound(0, 1, 5);
        for (int round = 1; round <= 10; round++)
        {
            database.Insert(Population.Candidate(round, round == 3 ? 2 : null, generation: round, parent: new CandidateId(0)));
            database.EndRound(round, round + 1, round == 3 ? 2 : double.NegativeInfinity);
        }

        Assert.Equal(2, database.Islands.Count);
        Assert.Equal(13, database.Count);
        Entry best = database[new CandidateId(11)], child = database[new CandidateId(12)];
        Assert.Equal((1, new CandidateId(0)), (best.Island, best.Candidate.CopyOf));
        Assert.Equal((1, new CandidateId(3)), (child.Island, child.Candidate.CopyOf));
        Assert.Equal(new CandidateId(0), database.Best!.Candidate.Id);
        Assert.Equal(10, database.Best.Children); // a copy is nobody's child
    }

    [Fact]
    public void EndRound_EnoughIslands_AddsNone()
    {
        CandidateDatabase database = Population.Database(new EvolutionOptions { Islands = 1, MostIslands = 2, MigrationInterval = 0 });
        database.Insert(Population.Candidate(0, 5, generation: 0));
        for (int round = 1; round <= 40; round++) database.EndRound(round, round, double.NegativeInfinity);

        Assert.Equal(2, database.Islands.Count);
    }

    [Fact]
    public void Elites_ByMeritAlone_HaveDistinctTexts()
    {
        CandidateDatabase database = Population.Database(new EvolutionOptions { Elites = 3, Banned = 2 });
        database.Insert(Population.Candidate(0, 1));
        database.Insert(Population.Candidate(1, 3, text: "same"));
        database.Insert(Population.Candidate(2, 3, text: "same"));
        database.Insert(Population.Candidate(3, 2));
        database.Insert(Population.Candidate(4, null));

        Assert.Equal([1, 3, 0], database.Elites.Select(candidate => candidate.Id.Value));
        Assert.Equal([1, 3], database.Banned.Select(candidate => candidate.Id.Value));
    }

    private static CandidateDatabase Filled(int count, int islands)
    {
        CandidateDatabase database = Population.Database(new EvolutionOptions { Islands = islands, ArchiveSize = 20, NewIslandAfter = 0 });
        Draws draws = RandomStream.FromSeed(9).At(0);
        for (int i = 0; i < count; i++)
        {
            double[] fingerprint = [draws.NextGaussian(), draws.NextGaussian(), draws.NextGaussian()];
            double merit = draws.NextUniform();
            database.Insert(Population.Candidate(i, merit, island: i % islands, generation: i < islands ? 0 : i, fingerprint: fingerprint));
            database.EndRound(i < islands ? 0 : i, i + 1, merit);
        }

        return database;
    }
}

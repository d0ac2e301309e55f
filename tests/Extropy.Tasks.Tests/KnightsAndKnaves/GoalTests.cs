using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Goals;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;
using Extropy.Tasks.KnightsAndKnaves.Verification;
using Extropy.Tasks.PersonaFacts;

namespace Extropy.Tasks.Tests.KnightsAndKnaves;

public sealed class GoalTests
{
    private static readonly RandomStream Stream = RandomStream.FromSeed(14);

    public static TheoryData<KkGoals> Sources() => new(Enum.GetValues<KkGoals>().Where(goals => goals != KkGoals.None));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(10)]
    public async Task Truth_FullyActivated_HasOneLeafPerCandidate(int people)
    {
        KkProblem problem = Problem(people, 0, KkGoals.Truth);

        GoalTree tree = await Grown(problem);

        Assert.Equal(people, tree.Levels.Count(level => level == 2));
        Assert.Equal(people * (people + 3), tree.Levels.Count(level => level == 3));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task ReferenceDerivation_FullyActivatedTree_ScoresOne(KkGoals goals)
    {
        for (int index = 0; index < 20; index++)
        {
            KkProblem problem = Problem(2 + index % 7, index, goals);
            GoalTree tree = await Grown(problem);
            double[] values = Values(problem, tree, Traces.Gold(problem.Puzzle));

            Assert.Equal(1, Blend(tree, values, 0));
            Assert.All(Enumerable.Range(0, tree.Count).Where(goal => tree.Levels[goal] == 2), goal => Assert.Equal(1, Blend(tree, values, goal)));
        }
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task EmptyTrajectory_FullyActivatedTree_ScoresZero(KkGoals goals)
    {
        KkProblem problem = Problem(5, 0, goals);
        GoalTree tree = await Grown(problem);

        Assert.Equal(0, Blend(tree, Values(problem, tree, Trajectory.Empty), 0));
    }

    [Theory]
    [InlineData(KkGoals.Truth)]
    [InlineData(KkGoals.LogicOnlyElimination)]
    [InlineData(KkGoals.LogicOnlyStrict)]
    public async Task Score_LongerPrefixOfTheReference_NeverFalls(KkGoals goals)
    {
        for (int index = 0; index < 30; index++)
        {
            KkProblem problem = Problem(2 + index % 6, index, goals);
            GoalTree tree = await Grown(problem);
            Trajectory gold = Traces.Gold(problem.Puzzle);
            double[] scores = [.. Enumerable.Range(0, gold.Length + 1).Select(length => Score(problem, tree, Traces.Prefix(gold, length)))];

            Assert.Equal(scores.Order(), scores);
            Assert.Equal(0, scores[0]);
            Assert.Equal(1, scores[^1]);
        }
    }

    /// <summary>Most wrong roles pass the partial-consistency test, so an assumption alone must earn nothing.</summary>
    [Theory]
    [InlineData(KkGoals.LogicOnly)]
    [InlineData(KkGoals.LogicOnlyJoint)]
    [InlineData(KkGoals.LogicOnlyElimination)]
    [InlineData(KkGoals.LogicOnlyStrict)]
    public async Task LogicOnly_SingleVerifiedAssumptions_EarnNothing(KkGoals goals)
    {
        int passed = 0;
        for (int index = 0; index < 20; index++)
        {
            KkProblem problem = Problem(5, index, goals);
            GoalTree tree = await Grown(problem);
            string[] wrongRoles =
            [
                .. from person in Enumerable.Range(0, 5)
                   let claim = ReferenceReasoner.Judge(problem.Puzzle, [], new(person, !problem.Solution.IsKnight(person)))
                   where claim is Claim.Consistent
                   select KkWriter.Paragraph(claim),
            ];
            passed += wrongRoles.Length;

            Assert.Equal(0, Score(problem, tree, Traces.Of(wrongRoles)));
        }

        Assert.InRange(passed / 100.0, 0.8, 1); // the share of wrong roles that pass
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(10)]
    public void LogicOnly_RandomVerifiedParagraphs_AgreeWithBruteForce(int people)
    {
        KkProblem problem = Problem(people, 1, KkGoals.LogicOnly);
        KkPuzzle puzzle = problem.Puzzle;
        for (int trace = 0; trace < 20; trace++)
        {
            Draws draws = Stream.For("claims").At(trace);
            Claim[] claims = new Claim[trace];
            for (int i = 0; i < claims.Length; i++) claims[i] = RandomParagraphs.Draw(puzzle, ref draws);
            Roles[] refuted = [.. claims.OfType<Claim.Contradiction>().Select(claim => claim.Roles)];
            int[] live =
            [
                .. Enumerable.Range(0, 1 << people)
                    .Where(knights => !refuted.Any(roles => roles.IsPartOf(Roles.Complete(people, knights)))),
            ];
            if (claims.OfType<Claim.Consistent>().Any(claim => claim.Roles.Count == people)) live = [problem.Solution.Knights];
            int joint = claims.OfType<Claim.Consistent>()
                .Where(claim => live.Any(knights => claim.Roles.IsPartOf(Roles.Complete(people, knights))))
                .Select(claim => claim.Roles.Count).DefaultIfEmpty(0).Max();

            KkStanding standing = problem.Derivation.StandingOf(Traces.Of(claims.Select(claim => KkWriter.Paragraph(claim))));

            Assert.Equal(live.Length, standing.Live);
            Assert.Equal(joint, standing.Joint);
            Assert.Equal(
                claims.OfType<Claim.Consistent>().Where(claim => claim.Roles.Count > 1)
                    .Select(claim => live.Count(knights => claim.Roles.IsPartOf(Roles.Complete(people, knights))))
                    .Where(left => left > 0).Append(live.Length).Min(),
                standing.Narrowest);
        }
    }

    /// <summary>P0: "P1 is a knave." P1: "P0 is a knight if and only if P1 is a knight." Four assignments, then three, two and one.</summary>
    [Fact]
    public async Task LogicOnly_PersonGoals_RiseWithWhatIsRuledOutAndHoldWhenEstablished()
    {
        var puzzle = new KkPuzzle([new Statement.Lies(1), new Statement.Iff(new Statement.TellsTruth(0), new Statement.TellsTruth(1))]);
        var problem = new KkProblem(puzzle);
        GoalTree tree = await Grown(problem);
        string[] proof = ["ASSUME P0 KNIGHT CONTRA P1 KNIGHT", "ASSUME P1 KNIGHT CONTRA P0 KNAVE", "ASSUME P0 KNAVE CONTRA P1 KNAVE"];
        double oneOfTwo = 1 - Math.Log(2) / Math.Log(3);

        double[][] values = [.. Enumerable.Range(0, 4).Select(length => Values(problem, tree, Traces.Of(proof[..length])))];

        Assert.Equal([0, oneOfTwo, oneOfTwo, 0.99], values.Select(value => value[tree.IndexOf("person-0")]));
        Assert.Equal([0, oneOfTwo, 0.99, 0.99], values.Select(value => value[tree.IndexOf("person-1")])); // entailed, never established
        Assert.Equal([0, 1 - Math.Log2(3) / 2, 0.5, 1], values.Select(value => value[tree.IndexOf("narrow")]));
        Assert.Equal(1, Values(problem, tree, Traces.Of("ASSUME P0 KNIGHT P1 KNAVE OK"))[tree.IndexOf("person-1")]);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Decompose_OneTurn_ActivatesAtMostTenGoalsOfOnePerson(KkGoals goals)
    {
        KkProblem problem = Problem(10, 0, goals);
        GoalTree tree = problem.Goals!.Initial;
        SearchContext context = Context(problem);
        while (true)
        {
            ImmutableArray<Goal> added = await problem.Goals.Decomposer.DecomposeAsync(tree, 0, context, CancellationToken.None);
            if (added.IsEmpty) break;
            Assert.InRange(added.Length, 1, 10);
            Assert.Single(added.Select(goal => goal.ParentId).Distinct());
            tree = tree.Grow(added);
        }
    }

    [Fact]
    public async Task Decompose_OtherSearch_TakesPeopleInAnotherOrder()
    {
        KkProblem problem = Problem(6, 0, KkGoals.Truth);
        var first = new HashSet<string>();
        for (int replicate = 0; replicate < 20; replicate++)
        {
            var added = await problem.Goals!.Decomposer.DecomposeAsync(problem.Goals.Initial, 0, Context(problem, replicate), CancellationToken.None);
            first.Add(added[0].ParentId!);
        }

        Assert.True(first.Count > 2);
    }

    [Fact]
    public void Score_ForeignGoalsAndHostileText_AreZero()
    {
        foreach (KkGoals goals in Sources().Select(row => row.Data))
        {
            KkProblem problem = Problem(3, 0, goals);
            double[] scores = [7, 7];
            problem.Goals!.Verifier.Score(
                Traces.Of("\0", new string('P', 1_000_000), "FINAL"), [new Goal("stranger", null, ""), problem.Goals.Initial.Goals[0]], scores);

            Assert.Equal([0, 0], scores);
        }
    }

    [Fact]
    public void Problem_GoalSource_DecidesIdentityAndVisibility()
    {
        KkProblem[] problems = [.. Enum.GetValues<KkGoals>().Select(goals => Problem(3, 0, goals))];

        Assert.Equal(problems.Length, problems.Select(problem => problem.Identity).Distinct().Count());
        Assert.All(problems, problem => Assert.Equal(
            problem.Options.Goals == KkGoals.Truth ? SolutionVisibility.SolutionVisible : SolutionVisibility.Hidden, problem.Visibility));
        Assert.All(problems, problem => Assert.Equal(problem.Options.Goals == KkGoals.None, problem.Goals is null));
    }

    [Fact]
    public void Names_RoundTripAndUnknown_OfferTheNearest()
    {
        Assert.All(Enum.GetValues<KkGoals>(), goals => Assert.Equal(goals, KkGoalNames.Parse(KkGoalNames.Of(goals))));
        Assert.Contains("'logic-only'", Assert.Throws<BadInputException>(() => KkGoalNames.Parse("logiconly")).Message);
    }

    private static KkProblem Problem(int people, int index, KkGoals goals) =>
        new(KkGenerator.One(people, Stream.For(people).For(index)), new KkProblemOptions { Goals = goals });

    private static SearchContext Context(KkProblem problem, int replicate = 0) =>
        new(new SearchKey(problem.Identity.Derive(replicate)), new PersonaFactsPolicy(new PersonaFactsOptions()), new Budget());

    private static async Task<GoalTree> Grown(KkProblem problem)
    {
        GoalTree tree = problem.Goals!.Initial;
        SearchContext context = Context(problem);
        for (int turn = 0; turn < 100; turn++)
            tree = tree.Grow(await problem.Goals.Decomposer.DecomposeAsync(tree, 0, context, CancellationToken.None));
        return tree;
    }

    private static double[] Values(KkProblem problem, GoalTree tree, Trajectory trajectory)
    {
        var values = new double[tree.Count];
        problem.Goals!.Verifier.Score(trajectory, tree.Goals.AsSpan(), values);
        Assert.All(values, value => Assert.InRange(value, 0, 1));
        return values;
    }

    private static double Score(KkProblem problem, GoalTree tree, Trajectory trajectory) => Blend(tree, Values(problem, tree, trajectory), 0);

    /// <summary>Equation 5 with α = 0.3.</summary>
    private static double Blend(GoalTree tree, double[] values, int goal)
    {
        if (values[goal] >= 1 || tree.Children(goal).IsEmpty) return values[goal];
        return 0.3 * values[goal] + 0.7 * tree.Children(goal).Average(child => Blend(tree, values, child));
    }
}

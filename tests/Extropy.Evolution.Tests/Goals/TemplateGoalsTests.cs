using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Genome;
using Extropy.Evolution.Genome.Language;
using Extropy.Evolution.Genome.Worlds;
using Extropy.Evolution.Goals;
using Extropy.Evolution.Goals.Expressions;
using Extropy.Evolution.Goals.Templates;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Goals;

/// <summary>The schedule of growth, the parts that templates give, and the score of a tree.</summary>
public sealed class TemplateGoalsTests
{
    public static TheoryData<string> Problems => [.. KnownProblems.Ids];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Templates_OfEveryProblem_AreTwelveThatCanBeRead(string id)
    {
        IOpenProblem problem = KnownProblems.Find(id);
        ImmutableArray<string> names = GoalVariables.Names(problem);

        Assert.Equal(12, GoalTemplates.For(problem).Length);
        Assert.All(GoalTemplates.For(problem), template => Assert.Null(GoalExpression.Read(template.Goal(0.5), names).Fault));
        Assert.All(NaiveLayouts.For(problem), layout => Assert.Equal(problem.Shape.Count, layout.Numbers.Length));
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task Grow_FirstTree_HasReferencesThatElitesMeetAndAimsThatTheyDoNot(string id)
    {
        IOpenProblem problem = KnownProblems.Find(id);
        ImmutableArray<Candidate> elites = await ElitesAsync(problem);
        var goals = new TemplateGoals(problem, new ProgramGoalOptions());

        GoalGrowth one = await goals.GrowAsync(Request(null, elites), CancellationToken.None);
        GoalGrowth other = await new TemplateGoals(problem, new ProgramGoalOptions()).GrowAsync(Request(null, elites), CancellationToken.None);

        Assert.Equal(one.Tree!.Nodes.AsEnumerable(), other.Tree!.Nodes);
        Assert.Equal(1, one.Tree.Version);
        Assert.InRange(one.Tree.Nodes.Length, 2, 5);
        BackwardScore[] scores = [.. elites.Select(elite => goals.Score(one.Tree, elite.Evaluation))];
        Evaluation[] naive = [.. NaiveLayouts.For(problem).Select(layout => elites[0].Evaluation with { Layout = layout })];
        foreach (ProgramGoal goal in one.Tree.Nodes.Skip(1))
        {
            bool isReference = goal.Kind == ProgramGoalKind.Reference;
            Assert.All(scores, score => Assert.Equal(isReference, score.Goals[goal.Id] >= TreeScore.Satisfied));
            Assert.All(naive, output => Assert.True(goals.Score(one.Tree, output).Goals[goal.Id] < TreeScore.Satisfied));
        }

        Assert.All(scores, score => Assert.InRange(score.Score, 0, 1));
    }

    [Fact]
    public async Task Grow_AnOutgrownReference_BuildsAnew()
    {
        (TemplateGoals goals, ImmutableArray<Candidate> elites, ProgramGoalTree tree) = await StartedAsync();

        GoalGrowth growth = await goals.GrowAsync(Request(tree with { Reference = tree.Reference - 0.011 }, elites), CancellationToken.None);
        GoalGrowth within = await goals.GrowAsync(Request(tree with { Reference = tree.Reference - 0.009 }, elites), CancellationToken.None);

        Assert.Equal((2, elites[0].Evaluation.Merit), (growth.Tree!.Version, growth.Tree.Reference));
        Assert.True(growth.Tree.Nodes.All(node => node.Level <= 1));
        Assert.Contains(within.Tree!.Nodes, node => node.Level == 2);
    }

    [Fact]
    public async Task Grow_OpenLeaves_DividesTheShallowestOldestThatNobodySatisfied()
    {
        (TemplateGoals goals, ImmutableArray<Candidate> elites, ProgramGoalTree tree) = await StartedAsync();

        GoalGrowth growth = await goals.GrowAsync(Request(tree, elites, satisfied: [1]), CancellationToken.None);

        Assert.Equal(tree.Nodes.AsEnumerable(), growth.Tree!.Nodes.Take(tree.Nodes.Length));
        Assert.All(growth.Tree.Nodes.Skip(tree.Nodes.Length), node => Assert.Equal((2, 2), (node.Parent, node.Level)));
        Assert.NotEmpty(growth.Tree.Nodes.Skip(tree.Nodes.Length));
        string[] path = [.. GoalTemplates.For(KnownProblems.Find("circle-packing-26")).Where(template => template.IsIn(tree.Nodes[2])).Select(template => template.Name)];
        Assert.All(growth.Tree.Nodes.Skip(tree.Nodes.Length), node => Assert.DoesNotContain(path, name => node.Description.StartsWith(name + ":", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Grow_WhereNoTemplateFitsALeaf_DividesTheNext()
    {
        (TemplateGoals goals, ImmutableArray<Candidate> elites, ProgramGoalTree tree) = await StartedAsync();
        string everything = string.Join(" + ", GoalTemplates.For(KnownProblems.Find("circle-packing-26")).Select(template => $"({template.Measure})"));
        ProgramGoalTree blocked = tree with { Nodes = tree.Nodes.SetItem(1, tree.Nodes[1] with { Expression = everything }) };

        GoalGrowth growth = await goals.GrowAsync(Request(blocked, elites), CancellationToken.None);
        GoalGrowth none = await goals.GrowAsync(
            Request(blocked with { Nodes = [.. blocked.Nodes.Select(node => node with { Expression = everything })] }, elites), CancellationToken.None);

        Assert.All(growth.Tree!.Nodes.Skip(tree.Nodes.Length), node => Assert.Equal(2, node.Parent));
        Assert.NotEmpty(growth.Tree.Nodes.Skip(tree.Nodes.Length));
        Assert.Contains("No open goal could be divided", none.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grow_AllLeavesSatisfied_BuildsAnew_AndADeepTreeIsLeft()
    {
        (TemplateGoals goals, ImmutableArray<Candidate> elites, ProgramGoalTree tree) = await StartedAsync();
        ProgramGoalTree deep = tree with { Nodes = [.. tree.Nodes, .. tree.Nodes.Skip(1).Select((node, i) => node with { Id = tree.Nodes.Length + i, Parent = node.Id, Level = 2 })] };

        int[] all = [.. Enumerable.Range(0, tree.Nodes.Length)];
        GoalGrowth same = await goals.GrowAsync(Request(tree, elites, all), CancellationToken.None);
        GoalGrowth anew = await goals.GrowAsync(Request(tree, [.. elites.Skip(1)], all), CancellationToken.None);
        GoalGrowth left = await goals.GrowAsync(Request(deep, elites), CancellationToken.None);

        Assert.Same(tree, same.Tree);
        Assert.Equal((2, tree.Nodes.Length), (anew.Tree!.Version, anew.Tree.Nodes.Length));
        Assert.Same(deep, left.Tree);
    }

    [Fact]
    public void TreeScore_FollowsTheRule_AndTheMonotoneBlendNeverFalls()
    {
        ProgramGoal[] nodes =
        [
            new(0, null, 0, ProgramGoalKind.Aspirational, "", "0"), new(1, 0, 1, ProgramGoalKind.Reference, "", "0"), new(2, 0, 1, ProgramGoalKind.Aspirational, "", "0"),
            new(3, 2, 2, ProgramGoalKind.Aspirational, "", "0"), new(4, 2, 2, ProgramGoalKind.Aspirational, "", "0"),
        ];
        var tree = new ProgramGoalTree(1, 0, [.. nodes]);

        Assert.Equal((0.3 * 0.2) + (0.7 * (1 + ((0.3 * 0.9) + (0.7 * 0.25))) / 2), TreeScore.Of(tree, [0.2, 1, 0.9, 0.5, 0], 0.3, isMonotone: false), 1e-15);
        Assert.Equal((0.3 * 0.2) + (0.7 * (1 + 0.9) / 2), TreeScore.Of(tree, [0.2, 1, 0.9, 0.5, 0], 0.3, isMonotone: true), 1e-15);
        Assert.Equal(1, TreeScore.Of(tree, [1 - 1e-7, 0, 0, 0, 0], 0.3, isMonotone: false));
        Assert.Equal(0.27, TreeScore.Of(tree with { Nodes = [nodes[0], nodes[1]] }, [0.9, 0], 0.3, isMonotone: false), 1e-15);
        for (int trial = 0; trial < 200; trial++)
        {
            Draws draws = RandomStream.FromSeed(12).At(trial);
            double[] own = [draws.NextUniform(), draws.NextUniform(), draws.NextUniform(), draws.NextUniform(), draws.NextUniform()];
            Assert.Equal(PairScore.Of(tree, [.. own], [.. own]), TreeScore.Of(tree, own, 0.3, isMonotone: false), 1e-15);
            Assert.True(TreeScore.Of(tree, own, 0.3, isMonotone: true) >= TreeScore.Of(tree with { Nodes = [.. nodes[..3]] }, own.AsSpan(0, 3), 0.3, isMonotone: true) - 0.7);
            Assert.True(TreeScore.Of(tree, own, 0.3, isMonotone: true) >= own[0]);
        }
    }

    [Fact]
    public async Task Run_WithGoals_NeverMixesThemWithTheMetric()
    {
        IOpenProblem problem = KnownProblems.Find("circle-packing-26");
        ProposerKit kit = GenomeSetting.Kit(problem, new GenomeOptions { Units = 300 }) with { Goals = new TemplateGoals(problem, new ProgramGoalOptions()), Ranking = new BucketScore(0.01) };
        var plan = new EvolutionPlan(problem.Id, problem.Aim, 1, kit.Options, new EvolutionLimits { Evaluations = 60 });

        EvolutionState one = (await new EvolutionRunner(kit, plan, new EvolutionServices()).RunAsync(CancellationToken.None)).State;
        EvolutionState eight = (await new EvolutionRunner(kit, plan, new EvolutionServices { Workers = 8 }).RunAsync(CancellationToken.None)).State;

        Assert.NotNull(one.Tree);
        Assert.Equal(one.Growths.Select(growth => growth.Note), eight.Growths.Select(growth => growth.Note));
        for (int i = 0; i < one.Count; i++)
        {
            Candidate candidate = one[new CandidateId(i)];
            Assert.Equal(candidate.Evaluation.Raw, problem.Assess(candidate.Evaluation.Layout!).Metric);
            Assert.Equal(one.Tree.Version, one.BackwardOf(candidate.Id)!.TreeVersion);
            Assert.Equal(eight.BackwardOf(candidate.Id)!.Score, one.BackwardOf(candidate.Id)!.Score);
        }
    }

    private static async Task<(TemplateGoals Goals, ImmutableArray<Candidate> Elites, ProgramGoalTree Tree)> StartedAsync()
    {
        IOpenProblem problem = KnownProblems.Find("circle-packing-26");
        ImmutableArray<Candidate> elites = await ElitesAsync(problem);
        var goals = new TemplateGoals(problem, new ProgramGoalOptions());
        GoalGrowth growth = await goals.GrowAsync(Request(null, elites), CancellationToken.None);
        return (goals, elites, growth.Tree!);
    }

    private static GoalGrowthRequest Request(ProgramGoalTree? tree, ImmutableArray<Candidate> elites, int[]? satisfied = null) => new()
    {
        Tree = tree,
        Elites = elites,
        WasSatisfied = [.. Enumerable.Range(0, tree?.Nodes.Length ?? 0).Select(id => satisfied?.Contains(id) ?? false)],
        Chance = RandomStream.FromSeed(1),
    };

    /// <summary>The five best of forty genomes drawn at random.</summary>
    private static async Task<ImmutableArray<Candidate>> ElitesAsync(IOpenProblem problem)
    {
        var evaluator = new GenomeEvaluator(problem, new GenomeOptions { Units = 600 });
        var prior = new GenomePrior(GenomeOperations.In(GenomeWorld.For(problem)));
        List<Candidate> all = [];
        for (int i = 0; i < 40; i++)
        {
            Part part = new(Part.Genome, GenomeText.Write(Drawn(prior, i)));
            Evaluation evaluation = await evaluator.EvaluateAsync([part], CancellationToken.None);
            if (evaluation.IsCorrect)
                all.Add(new Candidate { Id = new CandidateId(i), Parts = [part], Generation = 0, Island = 0, Patch = PatchKind.Seed, Proposer = "test", Evaluation = evaluation });
        }

        return [.. all.OrderByDescending(candidate => candidate.Evaluation.Merit).Take(5)];
    }

    private static ImmutableArray<GenomeStep> Drawn(GenomePrior prior, int number)
    {
        Draws draws = RandomStream.FromSeed(14).At(number);
        return prior.Genome(ref draws);
    }
}

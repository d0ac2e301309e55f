using CsCheck;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Search.Strategies;
using Extropy.Search.Trace;
using Extropy.Tasks.Countdown;

namespace Extropy.Tasks.Tests.Countdown;

public sealed class CountdownTests
{
    private static readonly RandomStream Stream = RandomStream.FromSeed(21);
    private static readonly CountdownProblem Problem = new(new CountdownPuzzle([3, 8, 25], 49));

    [Theory]
    [InlineData(true, "8 * 3 = 24", "24 + 25 = 49")]
    [InlineData(true, "3 * 8 = 24", "25 + 24 = 49")]
    [InlineData(false, "8 * 3 = 24")]
    [InlineData(false, "8 * 3 = 25", "25 + 24 = 49")] // false arithmetic
    [InlineData(false, "8 * 3 = 24", "24 + 24 = 48")] // a number used twice
    [InlineData(false, "7 * 7 = 49")] // numbers that are not at hand
    [InlineData(false, "8 * 3 = 24", "24 + 25 = 49", "49 + 1 = 50")] // goes on after the target
    [InlineData(false, "25 - 8 = 18", "8 * 3 = 24", "24 + 25 = 49")] // a wrong step before a right end
    public void Verify_Trajectory_IsSolvedOnlyByRightSteps(bool solved, params string[] steps) =>
        Assert.Equal(solved, Problem.Verify(Of(steps)).IsSolved);

    [Fact]
    public void Verify_Fractions_AreExact()
    {
        var problem = new CountdownProblem(new CountdownPuzzle([1, 3, 4, 6], 24)); // 6 / (1 − 3/4)

        Assert.True(problem.Verify(Of("3 / 4 = 3/4", "1 - 3/4 = 1/4", "6 / 1/4 = 24")).IsSolved);
        Assert.True(problem.Verify(Of("3 / 4 = 6/8")).Steps[0] == StepValidity.Valid); // equal, whatever the terms
        Assert.Equal(StepValidity.Wrong, problem.Verify(Of("1 / 3 = 0")).Steps[0]);
        Assert.Equal("-2", problem.ReadAnswer(Of("1 - 3 = -2")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("8 + ")]
    [InlineData("8 ^ 3 = 512")]
    [InlineData("8 + 3")]
    [InlineData("8 + 3 = 1/0")]
    [InlineData("８ + 3 = 11")]
    [InlineData("8 + 3 = eleven")]
    [InlineData("8\0+ 3 = 11")]
    public void Verify_TextThatIsNoOperation_IsNeutral(string text) =>
        Assert.Equal([StepValidity.Neutral], Problem.Verify(Of(text)).Steps);

    [Fact]
    public void Verify_HostileText_ScoresZero()
    {
        string nines = new('9', 1_000_000);
        foreach (string text in (string[])[nines, $"{nines} + 1 = {nines}", "8 / 0 = 1/0", "25 / 0 = 0", string.Concat(Enumerable.Repeat("8 + ", 100_000))])
            Assert.Equal(0, Problem.Verify(Of(text)).Reward);
        Gen.String.Array[0, 5].Sample(steps => _ = Problem.Verify(Of(steps)));
    }

    [Fact]
    public async Task Policy_AnyState_WritesOnlyLegalSteps()
    {
        for (int index = 0; index < 50; index++)
        {
            var problem = new CountdownProblem(CountdownGenerator.One(3 + index % 4, Stream.For(index)));
            var request = new ContinuationRequest(problem.Prompt, Trajectory.Empty, 10, new SamplingOptions(), Stream.For("draws").For(index));
            Continuation answer = await new CountdownPolicy().ContinueAsync(request, CancellationToken.None);
            var trajectory = new Trajectory(answer.Steps);

            Assert.All(problem.Verify(trajectory).Steps, step => Assert.Equal(StepValidity.Valid, step));
            Assert.True(trajectory.IsEnded);
            Assert.Equal(TrajectoryState.Complete, problem.Verify(trajectory).State);
            Assert.InRange(trajectory.Length, 1, problem.MaxSteps);
        }
    }

    [Fact]
    public async Task Policy_FirstStep_IsUniformOverLegalMoves()
    {
        var counts = new Dictionary<string, int>();
        for (int sample = 0; sample < 3600; sample++)
        {
            var request = new ContinuationRequest(Problem.Prompt, Trajectory.Empty, 1, new SamplingOptions(), Stream.For(sample));
            string step = (await new CountdownPolicy().ContinueAsync(request, CancellationToken.None)).Steps[0].Text;
            counts[step] = counts.GetValueOrDefault(step) + 1;
        }

        Assert.Equal(18, counts.Count); // three pairs, six operations each
        Assert.All(counts.Values, count => Assert.InRange(count, 140, 265)); // 200 ± 4.5 standard deviations
    }

    [Fact]
    public async Task Goals_Backwards_HoldWhenThePairIsAtHand()
    {
        var context = new SearchContext(new SearchKey(Problem.Identity), new CountdownPolicy(), Budget.Unlimited);
        GoalTree tree = Problem.Goals.Initial;
        for (int turn = 0; turn < 9; turn++) tree = tree.Grow(await Problem.Goals.Decomposer.DecomposeAsync(tree, 0, context, CancellationToken.None));
        int pair = tree.IndexOf("hold 25 24");

        Assert.Equal([0.0, 1.0, 1.0], Scores(pair));
        Assert.Equal([0.0, 0.0, 1.0], Scores(0));
        Assert.Equal(2 + 3 * 4, tree.Count); // the root, nearness, and four partners of each number
        Assert.Equal(1 - 25 / 49.0, Scores(1)[1], 1e-12);

        double[] Scores(int goal)
        {
            return [.. new[] { Of(), Of("8 * 3 = 24"), Of("8 * 3 = 24", "24 + 25 = 49") }.Select(trajectory =>
            {
                var scores = new double[1];
                Problem.Goals.Verifier.Score(trajectory, [tree.Goals[goal]], scores);
                return scores[0];
            })];
        }
    }

    [Fact]
    public async Task EveryStrategy_OnSmallPuzzles_FindsVerifiedAnswers()
    {
        foreach (string name in KnownStrategies.Names)
        {
            int solved = 0;
            for (int index = 0; index < 10; index++)
            {
                var problem = new CountdownProblem(CountdownGenerator.One(3, Stream.For("every").For(index)));
                ISearchStrategy strategy = KnownStrategies.Create(name);
                var context = new SearchContext(SearchKey.Of(1, problem, strategy), new CountdownPolicy(), new Budget { PolicyCalls = 400 });
                SearchResult result = await strategy.SearchAsync(problem, context, CancellationToken.None);
                if (!result.IsSolved) continue;
                solved++;
                Assert.True(problem.Verify(result.Best.Trajectory).IsSolved);
            }

            bool isFit = name is not ("guess" or "self-consistency"); // one step solves little, and the most frequent number is rarely the target
            Assert.True(!isFit || solved >= 5, $"{name} solved {solved} of 10");
        }
    }

    [Fact]
    public void Generator_SameStream_SamePuzzle()
    {
        Assert.Equal(CountdownGenerator.One(5, Stream), CountdownGenerator.One(5, Stream));
        Assert.NotEqual(CountdownGenerator.One(5, Stream), CountdownGenerator.One(5, Stream.For(1)));
        Assert.Throws<BadInputException>(() => CountdownGenerator.One(7, Stream));
    }

    [Fact]
    public void Puzzle_BadParts_SaysWhatIsWrong()
    {
        Assert.Equal(Problem.Puzzle, CountdownPuzzle.Parse(Problem.Puzzle.ToString()));
        Assert.Contains("written", Assert.Throws<BadInputException>(() => CountdownPuzzle.Parse("3 8 25 → 49")).Message);
        Assert.Contains("not 0", Assert.Throws<BadInputException>(() => new CountdownPuzzle([0, 3], 5)).Message);
        Assert.Contains("2 to 8", Assert.Throws<BadInputException>(() => new CountdownPuzzle([3], 5)).Message);
        Assert.Contains("nothing to do", Assert.Throws<BadInputException>(() => new CountdownProblem(new CountdownPuzzle([3, 5], 5))).Message);
    }

    private static Trajectory Of(params string[] steps) => new([.. steps.Select(text => new Step(text))]);
}

using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.Tests.KnightsAndKnaves;

public sealed class GeneratorTests
{
    private static readonly RandomStream Stream = RandomStream.FromSeed(7);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void Generate_AnySize_GivesDistinctPuzzlesWithOneSolution(int people)
    {
        var puzzles = KkGenerator.Generate(people, 100, Stream);

        Assert.Equal(100, puzzles.Select(puzzle => puzzle.Digest).Distinct().Count());
        Assert.All(puzzles, puzzle => Assert.Single(KkSolver.Solutions(puzzle)));
        Assert.All(puzzles, puzzle => Assert.Equal(people, puzzle.Names.Distinct().Count()));
    }

    [Fact]
    public void Generate_SameStream_GivesSamePuzzlesAndPrefixes()
    {
        var few = KkGenerator.Generate(4, 10, Stream);
        var many = KkGenerator.Generate(4, 30, Stream);

        Assert.Equal(few.Select(puzzle => puzzle.Digest), many.Take(10).Select(puzzle => puzzle.Digest));
        Assert.Equal(few[3].Names, many[3].Names);
    }

    /// <summary>The released training file: n = 2: 399 puzzles, n = 3..8: 715 each.</summary>
    [Fact]
    public void Generate_SizesOfTheReleasedFile_MatchesItsOperatorsWithinTwoPoints()
    {
        KkPuzzle[] puzzles =
        [
            .. KkGenerator.Generate(2, 399, Stream.For("mix")),
            .. Enumerable.Range(3, 6).SelectMany(people => KkGenerator.Generate(people, 1430, Stream.For("mix"))),
        ];
        Statement[] statements = [.. puzzles.SelectMany(puzzle => puzzle.Statements)];
        double knights = puzzles.Sum(puzzle => int.PopCount(KkSolver.Solutions(puzzle)[0]));

        Assert.Equal(17.7, Percent<Statement.Implies>(), 2.0);
        Assert.Equal(17.5, Percent<Statement.And>(), 2.0);
        Assert.Equal(17.1, Percent<Statement.Or>(), 2.0);
        Assert.Equal(17.1, Percent<Statement.Iff>(), 2.0);
        Assert.Equal(15.2, Percent<Statement.Not>(), 2.0);
        Assert.Equal(15.5, 100 * statements.Count(s => s is Statement.TellsTruth or Statement.Lies) / (double)statements.Length, 2.0);
        Assert.Equal(53.4, 100 * knights / statements.Length, 2.0);

        double Percent<T>() => 100.0 * statements.Count(statement => statement is T) / statements.Length;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(-3)]
    public void Generate_BadSize_SaysTheRange(int people)
    {
        var error = Assert.Throws<BadInputException>(() => KkGenerator.Generate(people, 1, Stream));

        Assert.Contains("2 to 10", error.Message);
    }

    [Fact]
    public void Generate_MoreThanThereAre_SaysHowManyThereAre()
    {
        long space = PuzzleSpace.Size(2);

        var all = KkGenerator.Generate(2, (int)space, Stream);
        var error = Assert.Throws<BadInputException>(() => KkGenerator.Generate(2, (int)space + 1, Stream));

        Assert.Equal(space, all.Length);
        Assert.Contains($"only {space} different", error.Message);
        Assert.True(PuzzleSpace.Size(4) > 10_000_000);
    }

    [Fact]
    public void DrawStatement_TopLevel_IsAFairDie()
    {
        var counts = new Dictionary<string, int>();
        for (int i = 0; i < 12_000; i++)
        {
            Draws draws = Stream.At(i);
            Statement statement = KkGenerator.DrawStatement(0, 4, 2, ref draws);
            string kind = statement.Depth == 1 ? "leaf" : statement.GetType().Name;
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 1820, 2180)); // 2,000 ± 4.4 standard deviations
    }
}

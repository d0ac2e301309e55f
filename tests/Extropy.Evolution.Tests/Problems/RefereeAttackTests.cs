using Extropy.Evolution.Problems;
using Extropy.Testing.Problems;

namespace Extropy.Evolution.Tests.Problems;

public sealed class RefereeAttackTests
{
    public static TheoryData<string> Problems => [.. KnownProblems.Ids];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Referee_MeetsEveryAttack(string id)
    {
        IOpenProblem problem = KnownProblems.Find(id);

        IReadOnlyList<string> faults = OpenProblemAttacks.Faults(problem, ValidLayouts.Of(problem));

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Title_NamesTheNumberOfObjects(string id)
    {
        IOpenProblem problem = KnownProblems.Find(id);

        Assert.Equal(id, problem.Id);
        Assert.Contains(id.Split('-')[^1], problem.Title, StringComparison.Ordinal);
        Assert.NotNull(problem.Record);
    }
}

using Extropy.Core.Errors;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Problems;

public sealed class KnownProblemsTests
{
    [Fact]
    public void Find_FamilyAlone_IsItsFirstReportedSize() => Assert.Equal("circle-packing-26", KnownProblems.Find("Circle-Packing").Id);

    [Fact]
    public void Find_AnotherSize_HasNoRecord()
    {
        IOpenProblem problem = KnownProblems.Find("circle-packing-7");

        Assert.Equal(7, problem.Shape.Rows);
        Assert.Null(problem.Record);
    }

    [Theory]
    [InlineData("circle-packng-26", "unknown problem 'circle-packng-26'; did you mean 'circle-packing-26'")]
    [InlineData("circle-packing-0", "circle-packing is defined for 1 to 500 objects, not for 0")]
    [InlineData("circle-packing-99999999999", "unknown problem")]
    [InlineData("", "unknown problem ''")]
    [InlineData("-", "unknown problem '-'")]
    public void Find_Nonsense_SaysWhatThereIs(string id, string message)
    {
        BadInputException refused = Assert.Throws<BadInputException>(() => KnownProblems.Find(id));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
    }
}

using Extropy.Core.Errors;
using Extropy.Models.Kernels;

namespace Extropy.Models.Tests.Kernels;

public sealed class InstructionSetsTests
{
    [Fact]
    public void Parse_NothingSet_IsTheWidest()
    {
        Assert.Equal(InstructionSets.Widest, InstructionSets.Parse(null));
        Assert.Equal(InstructionSets.Widest, InstructionSets.Parse(""));
        Assert.Equal(InstructionSet.Scalar, InstructionSets.Parse("scalar"));
        Assert.Equal(InstructionSet.Vector128, InstructionSets.Parse("vector128"));
    }

    [Fact]
    public void Parse_UnknownName_NamesTheAllowedOnes()
    {
        var error = Assert.Throws<BadInputException>(() => InstructionSets.Parse("mmx"));

        Assert.Contains("avx512, avx2, vector128 or scalar", error.Message, StringComparison.Ordinal);
    }
}

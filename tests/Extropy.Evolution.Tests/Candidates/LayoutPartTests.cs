using Extropy.Evolution.Candidates;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Candidates;

public sealed class LayoutPartTests
{
    [Fact]
    public void Layout_WrittenAndRead_HasTheSameBits()
    {
        Layout layout = new(2, 3, [0.1, Math.BitIncrement(0.1), 1.0 / 3, -0.0, 5e-324, double.MaxValue]);

        string? fault = LayoutPart.TryRead(LayoutPart.Write(layout).Text, out Layout? read);

        Assert.Null(fault);
        Assert.Equal(layout.Numbers.Select(BitConverter.DoubleToInt64Bits), read!.Numbers.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal((2, 3), (read.Rows, read.Columns));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[1,2]")]
    [InlineData("[[1,2],[3]]")]
    [InlineData("[[1,\"2\"]]")]
    [InlineData("[[1,1e999]]")]
    [InlineData("[[1,NaN]]")]
    [InlineData("[[1,2]] [[3,4]]")]
    [InlineData("[[[[1]]]]")]
    public void Layout_OfAnotherForm_IsRefusedInOneSentence(string text)
    {
        string? fault = LayoutPart.TryRead(text, out Layout? layout);

        Assert.NotNull(fault);
        Assert.Null(layout);
    }
}

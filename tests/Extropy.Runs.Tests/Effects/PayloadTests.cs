using CsCheck;
using Extropy.Runs.Effects;

namespace Extropy.Runs.Tests.Effects;

public sealed class PayloadTests
{
    [Fact]
    public void Numbers_OfAnySize_ComeBack() =>
        Gen.Long.Sample(number =>
        {
            var writer = new PayloadWriter();
            writer.WriteNumber(number);
            var reader = new PayloadReader(writer.ToArray());

            return reader.ReadNumber() == number && reader.Left == 0;
        });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(63, 1)]
    [InlineData(64, 2)]
    [InlineData(long.MinValue, 10)]
    public void Numbers_NearZero_AreShort(long number, int bytes)
    {
        var writer = new PayloadWriter();

        writer.WriteNumber(number);

        Assert.Equal(bytes, writer.ToArray().Length);
    }

    [Fact]
    public void Texts_EvenBrokenOnes_ComeBack() =>
        Gen.Char.Array[0, 300].Sample(letters =>
        {
            string text = new(letters); // any UTF-16 units: lone surrogates and NUL too
            var writer = new PayloadWriter();
            writer.WriteText(text);
            writer.WriteText("end");
            var reader = new PayloadReader(writer.ToArray());

            return reader.ReadText() == text && reader.ReadText() == "end";
        });

    [Fact]
    public void Reals_KeepEveryBit()
    {
        var writer = new PayloadWriter();
        float[] values = [float.NaN, -0f, float.PositiveInfinity, 1e-45f, BitConverter.Int32BitsToSingle(0x7FC12345)];
        writer.WriteFloats(values);
        writer.WriteDouble(double.NegativeZero);
        writer.WriteDecimal(1.230m);

        var reader = new PayloadReader(writer.ToArray());

        Assert.Equal(values.Select(BitConverter.SingleToInt32Bits), reader.ReadFloats(values.Length).Select(BitConverter.SingleToInt32Bits));
        Assert.True(double.IsNegative(reader.ReadDouble()));
        Assert.Equal("1.230", reader.ReadDecimal().ToString());
    }

    [Fact]
    public void Reader_OfAnyBytes_EndsWithInvalidDataAtWorst() =>
        Gen.Byte.Array[0, 40].Sample(bytes =>
        {
            try
            {
                var reader = new PayloadReader(bytes);
                reader.ReadText();
                reader.ReadFloats(reader.ReadCount(4));
                reader.ReadDecimal();
            }
            catch (InvalidDataException)
            {
                // the only way to refuse
            }
        });
}

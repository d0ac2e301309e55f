using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using CsCheck;
using Extropy.Core.Errors;
using Extropy.Models.Checkpoints;

namespace Extropy.Models.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void WriteThenRead_AnyTensors_GivesEveryBitBack() =>
        Gen.Select(Gen.Int[0, 5].List[0, 3], Gen.Int).List[1, 6].Sample(list =>
        {
            ImmutableArray<(string Name, ImmutableArray<int> Shape)> tensors =
                [.. list.Select((entry, i) => ($"t{i}", entry.Item1.ToImmutableArray()))];
            Dictionary<string, float[]> values = tensors.ToDictionary(
                tensor => tensor.Name,
                tensor => Enumerable.Range(0, tensor.Shape.Aggregate(1, (a, b) => a * b)).Select(i => MathF.Sin(i + list.Count)).ToArray());
            string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

            Write(path, tensors, name => values[name]);

            using (SafetensorsReader reader = SafetensorsReader.Open(path))
            {
                foreach (SafetensorsTensor tensor in reader.Tensors)
                {
                    var read = new float[tensor.Count];
                    reader.Read(tensor, read);
                    Assert.Equal(values[tensor.Name], read);
                }

                Assert.Equal(tensors.Select(t => t.Name).Order(), reader.Tensors.Select(t => t.Name).Order());
            }

            File.Delete(path);
        }, iter: 50);

    [Fact]
    public void Write_AnyHeader_DataBeginAtAMultipleOfEight()
    {
        Write(_path, [("a", [3])], _ => new float[3]);

        using SafetensorsReader reader = SafetensorsReader.Open(_path);

        Assert.Equal(0, reader.Tensors[0].Offset % 8);
    }

    [Fact]
    public void Read_HalfAndBrainFloat_WidensExactly()
    {
        byte[] data = new byte[8];
        BinaryPrimitives.WriteHalfLittleEndian(data, (Half)1.5f);
        BinaryPrimitives.WriteHalfLittleEndian(data.AsSpan(2), (Half)(-65504f));
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(4), 0x3FC0); // 1.5
        BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(6), 0xFF80); // −∞
        Craft("""{"h":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"BF16","shape":[2,1],"data_offsets":[4,8]}}""", data);
        float[] half = new float[2], brain = new float[2];

        using SafetensorsReader reader = SafetensorsReader.Open(_path);
        reader.Read(reader.Tensors[0], half);
        reader.Read(reader.Tensors[1], brain);

        Assert.Equal([1.5f, -65504f], half);
        Assert.Equal([1.5f, float.NegativeInfinity], brain);
    }

    [Fact]
    public void Read_IntegerTensor_IsRefused()
    {
        Craft("""{"i":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", new byte[8]);

        using SafetensorsReader reader = SafetensorsReader.Open(_path);

        Assert.Throws<BadInputException>(() => reader.Read(reader.Tensors[0], new float[1]));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "4 bytes follow")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "4 bytes belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "the file ends here")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "its shape asks for 12")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "not a range")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "not a whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", "larger than any file")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,4],"data_offsets":[0,8]}}""", "larger than any file")]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", "does not know")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", "lacks")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "not valid JSON")]
    [InlineData("""[1,2]""", "not a JSON object")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],""", "not valid JSON")]
    [InlineData("""{"__metadata__":{"x":1}}""", "not a text")]
    [InlineData("""{"a":[[[[[[[[[[[[1]]]]]]]]]]]]}""", "not valid JSON")]
    public void Open_DamagedHeader_NamesOffsetAndFault(string header, string fault)
    {
        Craft(header, new byte[8]);

        var error = Assert.Throws<CheckpointDamagedException>(() => SafetensorsReader.Open(_path));

        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Offset, 0, new FileInfo(_path).Length);
        Assert.Contains("nothing was loaded", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Open_CutAtAnyByte_IsRefused()
    {
        Write(_path, [("a", [2, 2]), ("b", [3])], name => new float[name == "a" ? 4 : 3]);
        byte[] whole = File.ReadAllBytes(_path);

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_path, whole[..length]);
            Assert.Throws<CheckpointDamagedException>(() => SafetensorsReader.Open(_path));
        }
    }

    [Fact]
    public void Open_HeaderLengthOfAnotherFormat_IsRefusedBeforeAnyAllocation()
    {
        File.WriteAllBytes(_path, Encoding.ASCII.GetBytes("GIF89a: not a safetensors file"));

        var error = Assert.Throws<CheckpointDamagedException>(() => SafetensorsReader.Open(_path));

        Assert.Equal(0, error.Offset);
    }

    private static void Write(
        string path, ImmutableArray<(string Name, ImmutableArray<int> Shape)> tensors, SafetensorsWriter.Elements elements)
    {
        using FileStream stream = File.Create(path);
        SafetensorsWriter.Write(stream, tensors, elements, new Dictionary<string, string> { ["format"] = "pt" });
    }

    private void Craft(string header, byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, json.Length);
        File.WriteAllBytes(_path, [.. prefix, .. json, .. data]);
    }
}

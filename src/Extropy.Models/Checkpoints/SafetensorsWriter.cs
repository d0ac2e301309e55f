using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Extropy.Models.Checkpoints;

/// <summary>Writes safetensors files: F32 or BF16, tensors in the order given, header padded so that the data begin at a multiple of 8.</summary>
public static class SafetensorsWriter
{
    private const int Alignment = 8;
    private const int BlockFloats = 1 << 18; // written in one go

    /// <summary>Gives a tensor's elements, outermost dimension first.</summary>
    /// <param name="name">Its name.</param>
    public delegate ReadOnlySpan<float> Elements(string name);

    /// <summary>Writes all tensors. The same input gives the same bytes.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="tensors">Names, each once, and shapes.</param>
    /// <param name="elements">Gives each tensor's elements, as many as its shape says.</param>
    /// <param name="metadata">Free text for the header, or null.</param>
    /// <param name="type">F32, or BF16: rounded to nearest, ties to even.</param>
    public static void Write(
        Stream stream,
        IReadOnlyList<(string Name, ImmutableArray<int> Shape)> tensors,
        Elements elements,
        IReadOnlyDictionary<string, string>? metadata = null,
        SafetensorsType type = SafetensorsType.F32)
    {
        if (type is not (SafetensorsType.F32 or SafetensorsType.BF16)) throw new ArgumentOutOfRangeException(nameof(type), type, "F32 and BF16 are written.");
        byte[] header = Header(tensors, metadata, type);
        Span<byte> prefix = stackalloc byte[SafetensorsHeader.PrefixBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach (var (name, shape) in tensors)
        {
            ReadOnlySpan<float> values = elements(name);
            if (values.Length != Count(shape))
                throw new ArgumentException($"Tensor '{name}' has {values.Length} elements; its shape asks for {Count(shape)}.", nameof(elements));
            if (type == SafetensorsType.BF16) WriteHalves(stream, values);
            else WriteValues(stream, values);
        }
    }

    private static byte[] Header(
        IReadOnlyList<(string Name, ImmutableArray<int> Shape)> tensors, IReadOnlyDictionary<string, string>? metadata, SafetensorsType type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, text) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal)) json.WriteString(key, text);
                json.WriteEndObject();
            }

            long offset = 0;
            foreach (var (name, shape) in tensors) offset = WriteEntry(json, name, shape, offset, type);
            json.WriteEndObject();
        }

        int padding = (Alignment - buffer.WrittenCount % Alignment) % Alignment;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan.ToArray();
    }

    private static long WriteEntry(Utf8JsonWriter json, string name, ImmutableArray<int> shape, long offset, SafetensorsType type)
    {
        long end = offset + Count(shape) * SafetensorsTensor.SizeOf(type);
        json.WriteStartObject(name);
        json.WriteString("dtype", type == SafetensorsType.BF16 ? nameof(SafetensorsType.BF16) : nameof(SafetensorsType.F32));
        json.WriteStartArray("shape");
        foreach (int dimension in shape) json.WriteNumberValue(dimension);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            for (; !values.IsEmpty; values = values[Math.Min(BlockFloats, values.Length)..])
                stream.Write(MemoryMarshal.AsBytes(values[..Math.Min(BlockFloats, values.Length)]));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(float)];
        foreach (float value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }

    private static void WriteHalves(Stream stream, ReadOnlySpan<float> values)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(sizeof(ushort) * BlockFloats);
        for (; !values.IsEmpty; values = values[Math.Min(BlockFloats, values.Length)..])
        {
            int count = Math.Min(BlockFloats, values.Length);
            for (int i = 0; i < count; i++) BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(sizeof(ushort) * i), UpperHalf(values[i]));
            stream.Write(block, 0, sizeof(ushort) * count);
        }

        ArrayPool<byte>.Shared.Return(block);
    }

    // Nearest, ties to even: adds just below half of the last kept bit, and that bit. A NaN stays one.
    private static ushort UpperHalf(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    private static long Count(ImmutableArray<int> shape) => shape.Aggregate(1L, (product, dimension) => checked(product * dimension));
}

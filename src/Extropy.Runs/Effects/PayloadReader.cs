using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Extropy.Runs.Effects;

/// <summary>Reads what <see cref="PayloadWriter"/> wrote. Never reads past the end and never trusts a length.</summary>
/// <remarks>Every method throws <see cref="InvalidDataException"/> when the bytes cannot be what it reads.</remarks>
/// <param name="payload">The bytes.</param>
public ref struct PayloadReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> _rest = payload;

    /// <summary>Bytes not yet read.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>One byte.</summary>
    public byte ReadByte() => Take(1)[0];

    /// <summary>A whole number.</summary>
    public long ReadNumber()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = ReadByte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return (long)(value >> 1) ^ -(long)(value & 1);
        }

        throw new InvalidDataException("a number does not end");
    }

    /// <summary>A count of entries that take at least <paramref name="entrySize"/> bytes each, checked against what is left.</summary>
    public int ReadCount(int entrySize)
    {
        long count = ReadNumber();
        return count >= 0 && count <= Left / Math.Max(1, entrySize)
            ? (int)count
            : throw new InvalidDataException($"{count} entries are announced where {Left} bytes are left");
    }

    /// <summary>Eight bytes as they are.</summary>
    public ulong ReadWord() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>A real number.</summary>
    public double ReadDouble() => BitConverter.UInt64BitsToDouble(ReadWord());

    /// <summary>An amount of money.</summary>
    public decimal ReadDecimal()
    {
        Span<int> parts = stackalloc int[4];
        for (int i = 0; i < parts.Length; i++) parts[i] = BinaryPrimitives.ReadInt32LittleEndian(Take(4));
        try
        {
            return new decimal(parts);
        }
        catch (ArgumentException)
        {
            throw new InvalidDataException("not an amount of money");
        }
    }

    /// <summary>So many real numbers.</summary>
    public float[] ReadFloats(int count)
    {
        ReadOnlySpan<byte> bytes = Take(4L * count);
        if (BitConverter.IsLittleEndian) return MemoryMarshal.Cast<byte, float>(bytes).ToArray();

        var values = new float[count];
        for (int i = 0; i < count; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
        return values;
    }

    /// <summary>A text.</summary>
    public string ReadText()
    {
        long head = ReadNumber();
        long length = head >> 1;
        if ((head & 1) == 0) return Encoding.UTF8.GetString(Take(length));

        ReadOnlySpan<byte> units = Take(2 * length);
        return string.Create((int)length, units, static (text, bytes) =>
        {
            for (int i = 0; i < text.Length; i++) text[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
        });
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _rest.Length) throw new InvalidDataException($"{count} bytes are announced where {_rest.Length} are left");
        ReadOnlySpan<byte> taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}

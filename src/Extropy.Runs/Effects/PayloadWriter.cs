using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Extropy.Runs.Effects;

/// <summary>Writes a record's payload: little-endian, variable-length whole numbers, every bit of a float kept. Not thread-safe.</summary>
public sealed class PayloadWriter
{
    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _length = 0;

    /// <summary>A copy of what was written.</summary>
    public byte[] ToArray() => _buffer.AsSpan(0, _length).ToArray();

    /// <summary>One byte.</summary>
    public void WriteByte(byte value) => Take(1)[0] = value;

    /// <summary>A whole number of any size, 1 to 10 bytes: 7 bits a byte, zigzag so that −1 is short.</summary>
    public void WriteNumber(long value)
    {
        ulong rest = (ulong)((value << 1) ^ (value >> 63));
        Span<byte> place = Take(10);
        int used = 0;
        while (rest >= 0x80)
        {
            place[used++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        place[used++] = (byte)rest;
        _length -= 10 - used;
    }

    /// <summary>Eight bytes as they are.</summary>
    public void WriteWord(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);

    /// <summary>A real number, bit for bit.</summary>
    public void WriteDouble(double value) => WriteWord(BitConverter.DoubleToUInt64Bits(value));

    /// <summary>An amount of money, scale included.</summary>
    public void WriteDecimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        foreach (int part in parts) BinaryPrimitives.WriteInt32LittleEndian(Take(4), part);
    }

    /// <summary>Real numbers, bit for bit, without their count.</summary>
    public void WriteFloats(ReadOnlySpan<float> values)
    {
        Span<byte> place = Take(4 * values.Length);
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(place);
            return;
        }

        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(place[(4 * i)..], values[i]);
    }

    /// <summary>A text: UTF-8 where possible, UTF-16 where a lone surrogate would be lost.</summary>
    public void WriteText(string text)
    {
        int start = _length;
        int bytes = Encoding.UTF8.GetByteCount(text);
        WriteNumber((long)bytes << 1);
        if (Utf8.FromUtf16(text, Take(bytes), out _, out _, replaceInvalidSequences: false) == OperationStatus.Done) return;

        _length = start;
        WriteNumber(((long)text.Length << 1) | 1);
        foreach (char unit in text) BinaryPrimitives.WriteUInt16LittleEndian(Take(2), unit);
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _buffer.Length) Array.Resize(ref _buffer, Math.Max(2 * _buffer.Length, _length + count));
        Span<byte> place = _buffer.AsSpan(_length, count);
        _length += count;
        return place;
    }
}

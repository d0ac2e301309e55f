using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Extropy.Core.Identity;

/// <summary>A 128-bit content identity: the first half of a SHA-256 hash. Equal on every machine, process and version.</summary>
/// <param name="High">Most significant 64 bits.</param>
/// <param name="Low">Least significant 64 bits.</param>
public readonly record struct Digest(ulong High, ulong Low) : IComparable<Digest>
{
    /// <summary>Bytes in the binary form.</summary>
    public const int Size = 16;

    /// <summary>The identity of raw bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return FromBytes(hash);
    }

    /// <summary>The identity of a text, taken over its UTF-8 bytes. A lone surrogate counts as U+FFFD.</summary>
    public static Digest Of(string text)
    {
        using var builder = new DigestBuilder();
        return builder.Add(text).Build();
    }

    /// <summary>Reads the form that <see cref="WriteTo"/> wrote.</summary>
    /// <exception cref="ArgumentException">Fewer than <see cref="Size"/> bytes.</exception>
    public static Digest FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size)
            throw new ArgumentException($"A digest takes {Size} bytes, got {bytes.Length}.", nameof(bytes));
        return new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    /// <summary>Writes 16 bytes, big-endian.</summary>
    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    /// <summary>The 16 bytes, big-endian.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>A child identity: differs from this one and from the child of every other name.</summary>
    public Digest Derive(string name)
    {
        using var builder = new DigestBuilder();
        return builder.Add(this).Add(name).Build();
    }

    /// <summary>A child identity by number.</summary>
    /// <remarks>Equal to a <see cref="DigestBuilder"/> of identity and number, without its buffer: every request derives one.</remarks>
    public Digest Derive(long number)
    {
        Span<byte> fields = stackalloc byte[1 + Size + 1 + sizeof(long)];
        fields[0] = (byte)'D';
        WriteTo(fields[1..]);
        fields[1 + Size] = (byte)'i';
        BinaryPrimitives.WriteInt64LittleEndian(fields[(2 + Size)..], number);
        return Of(fields);
    }

    /// <inheritdoc/>
    public int CompareTo(Digest other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}

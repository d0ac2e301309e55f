using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Extropy.Core.Identity;

/// <summary>
/// Collects typed fields and turns them into one <see cref="Digest"/>. Every field carries a tag and variable ones their length,
/// so ("ab", "c") and ("a", "bc") differ.
/// </summary>
public sealed class DigestBuilder : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(256);
    private int _length;

    /// <summary>Adds a text as UTF-8.</summary>
    public DigestBuilder Add(string text)
    {
        int bytes = Encoding.UTF8.GetByteCount(text);
        Head((byte)'s', bytes);
        Encoding.UTF8.GetBytes(text, Take(bytes));
        return this;
    }

    /// <summary>Adds raw bytes.</summary>
    public DigestBuilder Add(ReadOnlySpan<byte> bytes)
    {
        Head((byte)'b', bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
        return this;
    }

    /// <summary>Adds a whole number.</summary>
    public DigestBuilder Add(long number)
    {
        Take(1)[0] = (byte)'i';
        BinaryPrimitives.WriteInt64LittleEndian(Take(8), number);
        return this;
    }

    /// <summary>Adds a real number by its bits, so −0 differs from 0 and NaNs are told apart.</summary>
    public DigestBuilder Add(double number)
    {
        Take(1)[0] = (byte)'d';
        BinaryPrimitives.WriteDoubleLittleEndian(Take(8), number);
        return this;
    }

    /// <summary>Adds a truth value.</summary>
    public DigestBuilder Add(bool flag) => Add(flag ? 1L : 0L);

    /// <summary>Adds another identity.</summary>
    public DigestBuilder Add(Digest digest)
    {
        Take(1)[0] = (byte)'D';
        digest.WriteTo(Take(Digest.Size));
        return this;
    }

    /// <summary>Adds a list of whole numbers, such as token ids.</summary>
    public DigestBuilder Add(ReadOnlySpan<int> numbers)
    {
        Head((byte)'n', numbers.Length);
        foreach (int number in numbers) BinaryPrimitives.WriteInt32LittleEndian(Take(4), number);
        return this;
    }

    /// <summary>The identity of everything added so far. More may be added afterwards.</summary>
    public Digest Build()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.AsSpan(0, _length), hash);
        return Digest.FromBytes(hash);
    }

    /// <summary>Returns the buffer to its pool.</summary>
    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Head(byte tag, int length)
    {
        Take(1)[0] = tag;
        BinaryPrimitives.WriteInt32LittleEndian(Take(4), length);
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        Span<byte> span = _buffer.AsSpan(_length, count);
        _length += count;
        return span;
    }
}

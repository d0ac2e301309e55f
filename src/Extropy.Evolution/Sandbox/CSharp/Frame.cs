using System.Buffers.Binary;

namespace Extropy.Evolution.Sandbox.CSharp;

/// <summary>
/// One message between this process and a worker: a mark, a kind, a length, and so many bytes. What comes from a worker comes from a stranger: lengths are
/// checked before anything is allocated.
/// </summary>
/// <param name="Kind">What it carries.</param>
/// <param name="Payload">Its bytes.</param>
internal readonly record struct Frame(FrameKind Kind, byte[] Payload)
{
    private const uint Mark = 0x70_74_78_45; // "Extp"
    private const int HeadBytes = 9;
    private const int NumbersHeadBytes = 8;

    /// <summary>A table of numbers.</summary>
    public static Frame OfNumbers(int rows, int columns, ReadOnlySpan<double> numbers)
    {
        byte[] payload = new byte[NumbersHeadBytes + (sizeof(double) * numbers.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(payload, rows);
        BinaryPrimitives.WriteInt32LittleEndian(payload.AsSpan(4), columns);
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteDoubleLittleEndian(payload.AsSpan(NumbersHeadBytes + (sizeof(double) * i)), numbers[i]);
        return new(FrameKind.Numbers, payload);
    }

    /// <summary>Reads a table of numbers; false where the payload is none.</summary>
    public bool TryNumbers(out int rows, out int columns, out double[] numbers)
    {
        (rows, columns, numbers) = (0, 0, []);
        if (Kind != FrameKind.Numbers || Payload.Length < NumbersHeadBytes) return false;
        rows = BinaryPrimitives.ReadInt32LittleEndian(Payload);
        columns = BinaryPrimitives.ReadInt32LittleEndian(Payload.AsSpan(4));
        if (rows < 0 || columns < 0 || (long)rows * columns * sizeof(double) != Payload.Length - NumbersHeadBytes) return false;
        numbers = new double[rows * columns];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(Payload.AsSpan(NumbersHeadBytes + (sizeof(double) * i)));
        return true;
    }

    /// <summary>Writes a frame.</summary>
    public static void Write(Stream stream, Frame frame)
    {
        stream.Write(Bytes(frame));
        stream.Flush();
    }

    /// <summary>Writes a frame.</summary>
    public static async Task WriteAsync(Stream stream, Frame frame, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Bytes(frame), cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a frame; false at the end of the stream, and where what comes is no frame or larger than allowed.</summary>
    public static bool TryRead(Stream stream, int mostBytes, out Frame frame)
    {
        frame = default;
        byte[] head = new byte[HeadBytes];
        if (stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes || !TryHead(head, mostBytes, out FrameKind kind, out int length)) return false;
        byte[] payload = new byte[length];
        if (stream.ReadAtLeast(payload, length, throwOnEndOfStream: false) < length) return false;
        frame = new(kind, payload);
        return true;
    }

    /// <summary>Reads a frame; null at the end of the stream, and where what comes is no frame or larger than allowed.</summary>
    public static async Task<Frame?> ReadAsync(Stream stream, int mostBytes, CancellationToken cancellationToken)
    {
        byte[] head = new byte[HeadBytes];
        int count = await stream.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (count < HeadBytes || !TryHead(head, mostBytes, out FrameKind kind, out int length)) return null;
        byte[] payload = new byte[length];
        count = await stream.ReadAtLeastAsync(payload, length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return count < length ? null : new Frame(kind, payload);
    }

    private static byte[] Bytes(Frame frame)
    {
        byte[] bytes = new byte[HeadBytes + frame.Payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Mark);
        bytes[4] = (byte)frame.Kind;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(5), frame.Payload.Length);
        frame.Payload.CopyTo(bytes, HeadBytes);
        return bytes;
    }

    private static bool TryHead(ReadOnlySpan<byte> head, int mostBytes, out FrameKind kind, out int length)
    {
        kind = (FrameKind)head[4];
        length = BinaryPrimitives.ReadInt32LittleEndian(head[5..]);
        return BinaryPrimitives.ReadUInt32LittleEndian(head) == Mark && length >= 0 && length <= mostBytes;
    }
}

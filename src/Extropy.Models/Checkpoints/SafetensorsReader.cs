using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Extropy.Core.Errors;
using Microsoft.Win32.SafeHandles;

namespace Extropy.Models.Checkpoints;

/// <summary>A safetensors file, checked when opened; tensors are read on demand. Not thread-safe.</summary>
public sealed class SafetensorsReader : IDisposable
{
    private const int ChunkBytes = 1 << 20;

    private readonly SafeFileHandle _file;

    private SafetensorsReader(string path, SafeFileHandle file)
    {
        Path = path;
        _file = file;
        long length = RandomAccess.GetLength(file);
        if (length < SafetensorsHeader.PrefixBytes)
            throw new CheckpointDamagedException(path, length, "the file ends before its header", "Nothing was loaded");

        Span<byte> prefix = stackalloc byte[SafetensorsHeader.PrefixBytes];
        Fill(prefix, 0);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > (ulong)Math.Min(SafetensorsHeader.LongestHeader, length - SafetensorsHeader.PrefixBytes))
        {
            throw new CheckpointDamagedException(
                path, 0, $"the header claims {headerLength} bytes of a file of {length}; this is no safetensors file, or it was cut", "Nothing was loaded");
        }

        var json = new byte[(int)headerLength];
        Fill(json, SafetensorsHeader.PrefixBytes);
        var header = new SafetensorsHeader(path, SafetensorsHeader.PrefixBytes + json.Length, length);
        Tensors = header.Parse(json);
        Metadata = header.Metadata;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its tensors in file order.</summary>
    public ImmutableArray<SafetensorsTensor> Tensors { get; }

    /// <summary>Free text that came with the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header: lengths, types, shapes, ranges, gaps and overlaps.</summary>
    /// <exception cref="CheckpointDamagedException">The file is not whole.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static SafetensorsReader Open(string path)
    {
        SafeFileHandle file = File.OpenHandle(path);
        try
        {
            return new SafetensorsReader(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a tensor as single precision, widening shorter types exactly.</summary>
    /// <param name="tensor">One of <see cref="Tensors"/>.</param>
    /// <param name="destination">Receives its elements, outermost dimension first; as long as the tensor.</param>
    /// <exception cref="BadInputException">The tensor has a type that holds no weights.</exception>
    public void Read(SafetensorsTensor tensor, Span<float> destination)
    {
        if (destination.Length != tensor.Count)
            throw new ArgumentException($"{destination.Length} places for {tensor.Count} elements of '{tensor.Name}'.", nameof(destination));
        if (tensor.Type is not (SafetensorsType.F32 or SafetensorsType.F16 or SafetensorsType.BF16))
            throw new BadInputException($"Tensor '{tensor.Name}' of {Path} is {tensor.Type}; weights must be F32, F16 or BF16.");

        int size = SafetensorsTensor.SizeOf(tensor.Type);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long offset = tensor.Offset;
            while (!destination.IsEmpty)
            {
                int count = Math.Min(destination.Length, ChunkBytes / size);
                Span<byte> bytes = buffer.AsSpan(0, count * size);
                Fill(bytes, offset);
                Widen(bytes, tensor.Type, destination[..count]);
                destination = destination[count..];
                offset += bytes.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static void Widen(ReadOnlySpan<byte> bytes, SafetensorsType type, Span<float> values)
    {
        if (type == SafetensorsType.F32 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
            return;
        }

        if (BitConverter.IsLittleEndian)
        {
            if (type == SafetensorsType.F16) TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), values); // exact
            else WidenUpperHalves(MemoryMarshal.Cast<byte, ushort>(bytes), values);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = type switch
            {
                SafetensorsType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]),
                SafetensorsType.BF16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16),
                _ => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]),
            };
        }
    }

    private static void WidenUpperHalves(ReadOnlySpan<ushort> halves, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = BitConverter.UInt32BitsToSingle((uint)halves[i] << 16);
    }

    private void Fill(Span<byte> destination, long offset)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(_file, destination, offset);
            if (read == 0) throw new CheckpointDamagedException(Path, offset, "the file became shorter while it was read", "Read it again");
            destination = destination[read..];
            offset += read;
        }
    }
}

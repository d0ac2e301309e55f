using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Extropy.Core.Errors;
using Extropy.Core.Identity;

namespace Extropy.Learning.Pretraining;

/// <summary>
/// The file from which a warm-up goes on: format name, run identity, step, tokens, count, weights, moments, and a SHA-256 of all before it.
/// Written beside the old file, flushed and renamed, so a kill at any moment leaves the old state or the new one.
/// </summary>
internal static class PretrainingState
{
    private static readonly byte[] Format = Encoding.ASCII.GetBytes("EXTROPY-TRAINING/1\n");

    /// <summary>Where a run stood.</summary>
    internal readonly record struct Place(long Step, long Tokens);

    private static int HeaderSize => Format.Length + Digest.Size + 3 * sizeof(long);

    /// <summary>Writes the state.</summary>
    public static void Save(
        string file, Digest identity, Place place, ReadOnlySpan<float> weights, ReadOnlySpan<float> mean, ReadOnlySpan<float> square)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        Format.CopyTo(header);
        identity.WriteTo(header[Format.Length..]);
        ReadOnlySpan<long> numbers = [place.Step, place.Tokens, weights.Length];
        MemoryMarshal.AsBytes(numbers).CopyTo(header[(Format.Length + Digest.Size)..]);

        string temporary = file + ".saving";
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            Write(stream, hash, header);
            Write(stream, hash, MemoryMarshal.AsBytes(weights));
            Write(stream, hash, MemoryMarshal.AsBytes(mean));
            Write(stream, hash, MemoryMarshal.AsBytes(square));
            stream.Write(hash.GetHashAndReset());
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, file, overwrite: true);
    }

    /// <summary>Reads the state into weights and moments.</summary>
    /// <exception cref="BadInputException">The file belongs to another run.</exception>
    /// <exception cref="ExtropyException">The file is damaged.</exception>
    public static Place Load(string file, Digest identity, Span<float> weights, Span<float> mean, Span<float> square)
    {
        byte[] bytes = File.ReadAllBytes(file);
        int body = bytes.Length - SHA256.HashSizeInBytes;
        if (body < HeaderSize || !bytes.AsSpan().StartsWith(Format)) throw Damaged(file, "it does not begin as one");
        bool isWhole = SHA256.HashData(bytes.AsSpan(0, body)).AsSpan().SequenceEqual(bytes.AsSpan(body));
        if (!isWhole) throw Damaged(file, "its checksum does not agree");
        if (Digest.FromBytes(bytes.AsSpan(Format.Length)) != identity) throw OfAnotherRun(file);

        ReadOnlySpan<long> numbers = MemoryMarshal.Cast<byte, long>(bytes.AsSpan(Format.Length + Digest.Size, 3 * sizeof(long)));
        ReadOnlySpan<byte> arrays = bytes.AsSpan(HeaderSize, body - HeaderSize);
        if (numbers[2] != weights.Length || arrays.Length != 3L * weights.Length * sizeof(float)) throw Damaged(file, "its length is wrong");
        int size = weights.Length * sizeof(float);
        arrays[..size].CopyTo(MemoryMarshal.AsBytes(weights));
        arrays[size..(2 * size)].CopyTo(MemoryMarshal.AsBytes(mean));
        arrays[(2 * size)..].CopyTo(MemoryMarshal.AsBytes(square));
        return new(numbers[0], numbers[1]);
    }

    private static void Write(FileStream stream, IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        stream.Write(bytes);
    }

    private static BadInputException OfAnotherRun(string file) =>
        new($"{file} belongs to a run with other options, data or initial weights; repeat those options, or remove the file to start afresh.");

    private static ExtropyException Damaged(string file, string why) =>
        new($"{file} is not a whole training checkpoint ({why}); nothing was read from it. Remove it to start afresh.");
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Learning.Optimisation;
using Extropy.Models.Decoding;

namespace Extropy.Learning.Persistence;

/// <summary>
/// The file from which training goes on: format, run identity, facts, optimiser step, weights, moments, and a SHA-256 of all before it. Written beside
/// the old file, flushed and renamed, so a kill or a full disk at any moment leaves the old state or the new one.
/// </summary>
internal static class StateFile
{
    private static readonly byte[] Format = Encoding.ASCII.GetBytes("EXTROPY-TRAINING/2\n");

    private static int HeaderSize => Format.Length + Digest.Size + 3 * sizeof(long);

    /// <summary>Writes the state.</summary>
    /// <param name="file">Replaced as a whole.</param>
    /// <param name="identity">Of everything that decides the run.</param>
    /// <param name="facts">What else the run has to remember.</param>
    /// <param name="parameters">The weights.</param>
    /// <param name="optimiser">Its moments and step.</param>
    /// <exception cref="ExtropyException">The disk refuses; the old state is as it was.</exception>
    public static void Save(string file, Digest identity, ReadOnlySpan<byte> facts, ParameterSet parameters, AdamW optimiser)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        Format.CopyTo(header);
        identity.WriteTo(header[Format.Length..]);
        ReadOnlySpan<long> numbers = [facts.Length, optimiser.Step, parameters.Values.Length];
        MemoryMarshal.AsBytes(numbers).CopyTo(header[(Format.Length + Digest.Size)..]);

        string temporary = file + ".saving";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                Write(stream, hash, header);
                Write(stream, hash, facts);
                Write(stream, hash, MemoryMarshal.AsBytes(parameters.Values));
                Write(stream, hash, MemoryMarshal.AsBytes(optimiser.Mean));
                Write(stream, hash, MemoryMarshal.AsBytes(optimiser.Square));
                stream.Write(hash.GetHashAndReset());
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw new ExtropyException($"{file} could not be written ({error.Message.TrimEnd('.')}); the state before it is as it was.", error);
        }
    }

    /// <summary>Reads the state into weights and optimiser.</summary>
    /// <returns>The facts.</returns>
    /// <exception cref="BadInputException">The file belongs to another run.</exception>
    /// <exception cref="ExtropyException">The file is damaged.</exception>
    public static ReadOnlyMemory<byte> Load(string file, Digest identity, ParameterSet parameters, AdamW optimiser)
    {
        byte[] bytes = File.ReadAllBytes(file);
        int body = bytes.Length - SHA256.HashSizeInBytes;
        if (body < HeaderSize || !bytes.AsSpan().StartsWith(Format)) throw Damaged(file, "it does not begin as one");
        bool isWhole = SHA256.HashData(bytes.AsSpan(0, body)).AsSpan().SequenceEqual(bytes.AsSpan(body));
        if (!isWhole) throw Damaged(file, "its checksum does not agree");
        if (Digest.FromBytes(bytes.AsSpan(Format.Length)) != identity) throw OfAnotherRun(file);

        ReadOnlySpan<long> numbers = MemoryMarshal.Cast<byte, long>(bytes.AsSpan(Format.Length + Digest.Size, 3 * sizeof(long)));
        long facts = numbers[0], step = numbers[1], count = numbers[2];
        int size = parameters.Values.Length * sizeof(float);
        if (count != parameters.Values.Length || facts < 0 || body - HeaderSize - facts != 3L * size) throw Damaged(file, "its length is wrong");
        ReadOnlySpan<byte> arrays = bytes.AsSpan(HeaderSize + (int)facts, 3 * size);
        arrays[..size].CopyTo(MemoryMarshal.AsBytes(parameters.Values));
        arrays[size..(2 * size)].CopyTo(MemoryMarshal.AsBytes(optimiser.Mean));
        arrays[(2 * size)..].CopyTo(MemoryMarshal.AsBytes(optimiser.Square));
        optimiser.Restore(step);
        return bytes.AsMemory(HeaderSize, (int)facts);
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // the disk refuses this too; what matters, the old state, is whole
        }
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

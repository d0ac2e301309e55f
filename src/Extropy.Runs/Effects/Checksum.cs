using System.Buffers.Binary;
using System.Numerics;

namespace Extropy.Runs.Effects;

/// <summary>CRC-32C over everything a row says, so that a flipped bit is found in the row that holds it.</summary>
internal static class Checksum
{
    public static uint Of(long stream, long ordinal, EffectKind kind, ReadOnlySpan<byte> request, ReadOnlySpan<byte> payload)
    {
        uint sum = BitOperations.Crc32C(uint.MaxValue, (ulong)stream);
        sum = BitOperations.Crc32C(sum, (ulong)ordinal);
        sum = BitOperations.Crc32C(sum, ((ulong)kind << 32) | (uint)request.Length);
        return ~Add(Add(sum, request), payload);
    }

    private static uint Add(uint sum, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (byte single in bytes) sum = BitOperations.Crc32C(sum, single);
        return sum;
    }
}

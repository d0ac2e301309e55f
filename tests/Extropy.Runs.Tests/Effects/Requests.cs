using Extropy.Core.Identity;
using Extropy.Runs.Effects;

namespace Extropy.Runs.Tests.Effects;

/// <summary>Requests and payloads that tests tell apart.</summary>
internal static class Requests
{
    private static readonly string[] Fields = ["prefix", "cue"];

    public static Digest Search(int number) => Digest.Of("search").Derive(number);

    public static EffectRequest Of(ulong prefix, ulong cue = 0, EffectKind kind = EffectKind.Continuation) => new(kind, Fields, [prefix, cue]);

    public static byte[] Payload(int number) => [.. BitConverter.GetBytes(number), .. Enumerable.Repeat((byte)0xA5, 60)];

    /// <summary>Writes so many effects of one search and closes the file.</summary>
    public static async Task WriteAsync(string path, int effects)
    {
        await using Journal journal = Journal.Open(path);
        EffectStream stream = journal.Stream(Search(0), "");
        for (int i = 0; i < effects; i++) await stream.AppendAsync(i, Of((ulong)i), Payload(i));
    }
}

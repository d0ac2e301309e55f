using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints;

/// <summary>How much memory a model takes, known from its shape alone.</summary>
public static class ModelMemory
{
    /// <summary>
    /// Bytes that decoding needs at its peak: the parameters as read, in single precision, the same packed for the kernels, and the tables of
    /// rotary angles. The cache of keys and values and the workspaces come on top (<see cref="Serving.DecodingEngine.MemoryBound"/>).
    /// </summary>
    public static long OfDecoding(DecoderConfig config)
    {
        long tables = config.SlidingWindow > 0 ? 2 : 1;
        return sizeof(float) * (config.ParameterCount + config.PackedCount + tables * config.ContextLength * config.HeadSize);
    }

    /// <summary>
    /// Bytes that training needs beside activations: <see cref="OfDecoding"/>, the matrices packed for the way back, and four more of each
    /// parameter: its gradient, one part's gradient, and the two moments of AdamW. Every further part of a batch adds one.
    /// </summary>
    public static long OfTraining(DecoderConfig config) => OfDecoding(config) + sizeof(float) * (5 * config.ParameterCount);

    /// <summary>Refuses a model that does not fit.</summary>
    /// <exception cref="BadInputException">It needs more than is offered.</exception>
    internal static void Check(string path, DecoderConfig config, long mostBytes)
    {
        long needed = OfDecoding(config), offered = mostBytes > 0 ? mostBytes : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed <= offered) return;
        throw new BadInputException(string.Create(
            CultureInfo.InvariantCulture,
            $"{path} has {config.ParameterCount:N0} parameters and needs about {Gigabytes(needed):F1} GiB to decode; {Gigabytes(offered):F1} GiB are offered. Choose a smaller model or a larger machine."));
    }

    private static double Gigabytes(long bytes) => bytes / (double)(1L << 30);
}

using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Extropy.Bench;

/// <summary>Names the machine that a figure belongs to.</summary>
internal static class Machine
{
    public static string Describe()
    {
        string simd = Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "Vector128";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Processor()}, {Environment.ProcessorCount} cores, {simd}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
    }

    private static string Processor()
    {
        const string Path = "/proc/cpuinfo";
        if (!File.Exists(Path)) return RuntimeInformation.ProcessArchitecture.ToString();
        string? line = File.ReadLines(Path).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }
}

using System.Text;

namespace Extropy.Evolution.Sandbox;

/// <summary>What became of a sandboxed program. All of it is data from a stranger.</summary>
/// <param name="End">Why it is no longer there.</param>
/// <param name="ExitCode">Its exit code; 128 + n for signal n.</param>
/// <param name="Output">Standard output, cut at the limit.</param>
/// <param name="ErrorTail">The last bytes of standard error.</param>
/// <param name="Wall">Wall time.</param>
/// <param name="Processor">Processor time of all its processes together; null where the machine does not tell, which is where there is no control group.</param>
/// <param name="PeakMemory">Largest memory of all its processes together, in bytes; null where the machine does not tell.</param>
public sealed record SandboxResult(
    SandboxEnd End, int ExitCode, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> ErrorTail, TimeSpan Wall, TimeSpan? Processor, long? PeakMemory)
{
    private const int LongestReason = 200;

    /// <summary>Standard output as text; what is not UTF-8 becomes U+FFFD.</summary>
    public string OutputText => Encoding.UTF8.GetString(Output.Span);

    /// <summary>One sentence about a program that did not finish, fit for a terminal; null where it did.</summary>
    /// <param name="limits">Its limits.</param>
    public string? Failure(SandboxLimits limits) => End switch
    {
        SandboxEnd.Finished => null,
        SandboxEnd.WallTime => FormattableString.Invariant($"it was still running after {limits.Wall.TotalSeconds:0.#} s"),
        SandboxEnd.ProcessorTime => FormattableString.Invariant($"it used more than {limits.Processor.TotalSeconds:0.#} s of processor time"),
        SandboxEnd.Memory => FormattableString.Invariant($"it used more than {limits.Memory >> 20} MiB of memory"),
        SandboxEnd.Output => FormattableString.Invariant($"it wrote more than {limits.Output >> 10} KiB to its standard output"),
        SandboxEnd.Processes => FormattableString.Invariant($"it wanted more than {limits.Processes} processes and threads"),
        SandboxEnd.FileSize => FormattableString.Invariant($"it wrote a file larger than {limits.Scratch >> 10} KiB"),
        _ => FormattableString.Invariant($"it ended with exit code {ExitCode}{Reason}"),
    };

    private string Reason
    {
        get
        {
            string[] lines = Encoding.UTF8.GetString(ErrorTail.Span).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return lines.Length == 0 ? "" : $": {StrangerText.Of(lines[^1], LongestReason)}";
        }
    }
}

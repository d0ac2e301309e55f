using System.Collections.Immutable;
using Extropy.Core.Outcomes;
using Extropy.Evolution.Sandbox;

namespace Extropy.Evolution.Own;

/// <summary>Runs the evaluator of a problem in the sandbox, a process for each candidate, on a file with what the candidate gave.</summary>
/// <param name="sandbox">Where it runs.</param>
/// <param name="command">With paths as the sandbox shows them; the candidate's file is added as the last argument.</param>
/// <param name="problem">A folder of this machine with the problem's files.</param>
/// <param name="time">Longest time of one run.</param>
internal sealed class EvaluatorCommand(ISandbox sandbox, ImmutableArray<string> command, string problem, TimeSpan time)
{
    private const long MostOutput = 64 << 10;
    private const string Mend = "it must print one JSON object such as {\"score\": 1.5, \"metrics\": {\"length\": 3}}, and nothing else";

    private readonly SandboxLimits _limits = OwnCommand.Limits(time, MostOutput);

    /// <summary>What the evaluator says, or in one sentence why that is no answer. Never throws on what it does.</summary>
    /// <param name="file">What the candidate gave: a file of this machine.</param>
    /// <param name="name">Its name as the evaluator sees it.</param>
    /// <param name="cancellationToken">Ends the evaluator.</param>
    public async Task<Outcome<EvaluatorAnswer>> AskAsync(string file, string name, CancellationToken cancellationToken)
    {
        string seen = $"{OwnCommand.Candidate}/{name}";
        var request = new SandboxRequest([.. command, seen])
        {
            Mounts = [new SandboxMount(problem, OwnCommand.Problem), new SandboxMount(file, seen)],
            Environment = OwnCommand.Environment,
            Limits = _limits,
        };
        SandboxResult result = await sandbox.RunAsync(request, cancellationToken).ConfigureAwait(false);
        if (result.Failure(_limits) is { } failure) return new Failure(FailureKind.Invalid, $"The evaluator gave no answer: {failure.TrimEnd('.')}; {Mend}.");
        return EvaluatorAnswerReader.Read(result.Output.Span)
            .Match<Outcome<EvaluatorAnswer>>(answer => answer, fault => fault with { Reason = $"The evaluator {fault.Reason}; {Mend}." });
    }
}

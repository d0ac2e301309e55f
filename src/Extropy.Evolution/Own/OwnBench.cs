using System.Collections.Immutable;
using System.Text;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Sandbox;
using Extropy.Evolution.Sandbox.CSharp;

namespace Extropy.Evolution.Own;

/// <summary>
/// Judges the candidates of a problem of one's own: what a candidate gives becomes a file, and the evaluator's command reads it. Program and evaluator are
/// processes of their own; neither can write what the other reads.
/// </summary>
internal sealed class OwnBench : IAsyncDisposable
{
    private const string RowsName = "rows.json";
    private const string OutputName = "output.txt";
    private const long MostOutput = 8L << 20;

    private readonly OwnProblem _problem;
    private readonly ISandbox _sandbox;
    private readonly OwnFolder _folder = new();
    private readonly EvaluatorCommand _evaluator;
    private readonly SandboxLimits _limits;
    private readonly CSharpCandidates? _candidates;

    /// <summary>Copies the problem's files and makes everything ready.</summary>
    /// <exception cref="Core.Errors.BadInputException">A program of a command is not there.</exception>
    public OwnBench(OwnProblem problem, ISandbox sandbox)
    {
        (_problem, _sandbox) = (problem, sandbox);
        ImmutableArray<string> evaluate = OwnCommand.Of(problem.Evaluate, problem.Files.Select(file => file.Name), OwnCommand.Problem);
        OwnCommand.RequireProgram("evaluate", evaluate, OwnCommand.Problem);
        if (problem.Program is { Run.Length: > 0 } program) OwnCommand.RequireProgram("candidate.run", RunOf(program), OwnCommand.Candidate);
        _limits = OwnCommand.Limits(problem.Time, MostOutput);
        _evaluator = new EvaluatorCommand(sandbox, evaluate, _folder.Copy(problem.Files), problem.Time);
        if (problem.Program is { Run.Length: 0 }) _candidates = new CSharpCandidates(sandbox, new CSharpCandidatesOptions { Limits = _limits });
    }

    /// <summary>Judges a candidate.</summary>
    /// <param name="parts">A layout, or the edited file.</param>
    /// <param name="cancellationToken">Ends its programs.</param>
    public async ValueTask<OwnJudgement> JudgeAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken)
    {
        if (parts.Count != 1) return Refused("A candidate of this problem has one part.");
        if (_problem.Numbers is { } numbers) return await OfNumbersAsync(numbers, parts[0].Text, cancellationToken).ConfigureAwait(false);
        OwnProgram program = _problem.Program ?? throw new InvalidOperationException("A problem has numbers or programs."); // one of both is set
        return program.Run.Length > 0
            ? await OfProgramAsync(program, parts[0].Text, cancellationToken).ConfigureAwait(false)
            : await OfCSharpAsync(parts[0].Text, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_candidates is not null) await _candidates.DisposeAsync().ConfigureAwait(false);
        _folder.Dispose();
    }

    private async Task<OwnJudgement> OfNumbersAsync(OwnNumbers numbers, string text, CancellationToken cancellationToken)
    {
        if (LayoutPart.TryRead(text, out Layout? layout) is { } unread) return Refused(unread);
        if (numbers.Fault(layout!) is { } fault) return Refused(fault); // read without a fault
        OwnJudgement judgement = await AskAsync(RowsName, Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
        return judgement with { Evaluation = judgement.Evaluation with { Layout = layout } };
    }

    private async Task<OwnJudgement> OfProgramAsync(OwnProgram program, string text, CancellationToken cancellationToken)
    {
        string copy = _folder.Copy(_problem.Files.Where(file => program.Files.Contains(file.Name) && file.Name != program.Edit));
        try
        {
            OwnFolder.Write(copy, program.Edit, Encoding.UTF8.GetBytes(text));
            var request = new SandboxRequest(RunOf(program)) { Mounts = [new SandboxMount(copy, OwnCommand.Candidate)], Environment = OwnCommand.Environment, Limits = _limits };
            SandboxResult result = await _sandbox.RunAsync(request, cancellationToken).ConfigureAwait(false);
            return result.Failure(_limits) is { } failure
                ? Refused($"The program gave nothing to judge: {failure.TrimEnd('.')}.")
                : await AskAsync(OutputName, result.Output, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            OwnFolder.Remove(copy);
        }
    }

    private async Task<OwnJudgement> OfCSharpAsync(string text, CancellationToken cancellationToken)
    {
        CandidateAnswer answer = await _candidates!.RunAsync(text, cancellationToken).ConfigureAwait(false); // made where there is no command
        if (answer.Layout is not { } layout) return Refused($"The program gave nothing to judge: {answer.Failure?.TrimEnd('.')}.");
        if (layout.Numbers.Any(number => !double.IsFinite(number))) return Refused("The program gave a number that is not finite.");
        OwnJudgement judgement = await AskAsync(RowsName, Encoding.UTF8.GetBytes(LayoutPart.Write(layout).Text), cancellationToken).ConfigureAwait(false);
        return judgement with { Evaluation = judgement.Evaluation with { Layout = layout } };
    }

    private async Task<OwnJudgement> AskAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        string folder = _folder.New();
        try
        {
            string file = OwnFolder.Write(folder, name, content.Span);
            return OwnJudgement.Of(_problem.Aim, await _evaluator.AskAsync(file, name, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            OwnFolder.Remove(folder);
        }
    }

    private OwnJudgement Refused(string why) => OwnJudgement.Refused(_problem.Aim, why);

    private static ImmutableArray<string> RunOf(OwnProgram program) => OwnCommand.Of(program.Run, program.Files, OwnCommand.Candidate);
}

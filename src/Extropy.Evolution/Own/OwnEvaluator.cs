using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Sandbox;

namespace Extropy.Evolution.Own;

/// <summary>
/// The evaluator of a problem of one's own. Its sandbox is opened and its files are copied when it is first needed: a run that is only looked at needs neither.
/// Whatever the evaluator's command does, a candidate gets an evaluation.
/// </summary>
public sealed class OwnEvaluator : IEvaluator, IAsyncDisposable
{
    private readonly OwnProblem _problem;
    private readonly Lazy<Task<OwnBench>> _bench;

    /// <param name="problem">The problem.</param>
    /// <param name="allowWeak">Run its programs even where this machine isolates neither network nor files.</param>
    public OwnEvaluator(OwnProblem problem, bool allowWeak)
    {
        _problem = problem;
        _bench = new Lazy<Task<OwnBench>>(async () => new OwnBench(problem, await ProcessSandbox.RequireAsync(allowWeak).ConfigureAwait(false)));
    }

    /// <summary>Tries the evaluator on a candidate, so that a broken one is told at once and not in every evaluation.</summary>
    /// <param name="start">The candidate.</param>
    /// <param name="cancellationToken">Ends its programs.</param>
    /// <exception cref="BadInputException">The sandbox is too weak here, a program is missing, or the evaluator gives no answer.</exception>
    public async Task TryAsync(IReadOnlyList<Part> start, CancellationToken cancellationToken)
    {
        OwnBench bench = await _bench.Value.ConfigureAwait(false);
        OwnJudgement judgement = await bench.JudgeAsync(start, cancellationToken).ConfigureAwait(false);
        if (judgement.Fault is { } fault) throw new BadInputException($"{_problem.Id} cannot be searched, a first candidate was tried: {fault}");
    }

    /// <inheritdoc/>
    public async ValueTask<Evaluation> EvaluateAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken)
    {
        OwnBench bench = await _bench.Value.ConfigureAwait(false);
        return (await bench.JudgeAsync(parts, cancellationToken).ConfigureAwait(false)).Evaluation;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_bench.IsValueCreated) return;
        try
        {
            await (await _bench.Value.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (ExtropyException)
        {
            return; // it never opened, which was told when it was tried
        }
    }
}

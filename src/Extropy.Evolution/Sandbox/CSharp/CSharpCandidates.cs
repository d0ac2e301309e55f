using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Sandbox.CSharp;

/// <summary>
/// Runs candidates written in C#: a source with a class <c>Candidate</c> whose static method <c>Run()</c> returns the layout as <c>double[,]</c> or
/// <c>double[][]</c>. A warm compiler and a worker that is used once, both in the sandbox; only numbers come back, and they are judged here.
/// </summary>
/// <remarks>Thread-safe. Compilations are made one after another, candidates run side by side.</remarks>
public sealed class CSharpCandidates : IAsyncDisposable
{
    private const int FrameHeads = 64;

    private readonly CSharpCandidatesOptions _options;
    private readonly WarmCompiler _compiler;
    private readonly WorkerPool _workers;

    /// <summary>Begins to start compiler and workers.</summary>
    /// <param name="sandbox">Where.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="BadInputException">An option out of range.</exception>
    public CSharpCandidates(ISandbox sandbox, CSharpCandidatesOptions options)
    {
        options.Validate();
        _options = options;
        _compiler = new WarmCompiler(sandbox, options);
        _workers = new WorkerPool(sandbox, options);
    }

    /// <summary>Waits until the compiler is warm.</summary>
    /// <exception cref="ExtropyException">It cannot be started here.</exception>
    public Task WarmAsync(CancellationToken cancellationToken) => _compiler.WarmAsync(cancellationToken);

    /// <summary>Compiles and runs one candidate. Whatever is wrong with it is its answer.</summary>
    /// <exception cref="ExtropyException">Nothing can be started in the sandbox here, or something that ran in it could not be ended and may still run.</exception>
    public async Task<CandidateAnswer> RunAsync(string source, CancellationToken cancellationToken)
    {
        (byte[]? assembly, string? failure) = await _compiler.CompileAsync(source, cancellationToken).ConfigureAwait(false);
        if (assembly is null) return CandidateAnswer.Failed($"it does not compile: {failure}");
        ISandboxedProcess worker = await _workers.TakeAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await AnswerAsync(worker, assembly, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _workers.Retire(worker);
        }
    }

    /// <summary>Kills compiler and workers.</summary>
    /// <exception cref="ExtropyException">One of them could not be ended and may still run, and nobody was told.</exception>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _workers.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await _compiler.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<CandidateAnswer> AnswerAsync(ISandboxedProcess worker, byte[] assembly, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Limits.Wall);
        try
        {
            await Frame.WriteAsync(worker.Input, new Frame(FrameKind.Assembly, assembly), limit.Token).ConfigureAwait(false);
            Frame? answer = await Frame.ReadAsync(worker.Output, (_options.MostNumbers * sizeof(double)) + FrameHeads, limit.Token).ConfigureAwait(false);
            if (answer is { Kind: FrameKind.Failure } failure) return CandidateAnswer.Failed(StrangerText.Of(failure.Payload));
            if (answer is { } frame && frame.TryNumbers(out int rows, out int columns, out double[] numbers))
                return new CandidateAnswer(new Layout(rows, columns, ImmutableArray.Create(numbers)), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return CandidateAnswer.Failed(FormattableString.Invariant($"it was still running after {_options.Limits.Wall.TotalSeconds:0.#} s"));
        }
        catch (IOException)
        {
            return CandidateAnswer.Failed("it ended without reading its assembly");
        }

        return CandidateAnswer.Failed(await WhyAsync(worker, cancellationToken).ConfigureAwait(false));
    }

    // It wrote no answer: either it is gone, or it wrote something else and must go.
    private async Task<string> WhyAsync(ISandboxedProcess worker, CancellationToken cancellationToken)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        soon.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            SandboxResult result = await worker.WaitAsync(soon.Token).ConfigureAwait(false);
            return result.Failure(_options.Limits) ?? "it ended without an answer";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "what it wrote is no answer";
        }
    }
}

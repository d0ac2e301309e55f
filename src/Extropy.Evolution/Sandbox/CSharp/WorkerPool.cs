using System.Collections.Concurrent;
using System.Threading.Channels;
using Extropy.Core.Errors;

namespace Extropy.Evolution.Sandbox.CSharp;

/// <summary>Workers that were started ahead and wait for a candidate. Each is used once; another takes its place at once.</summary>
internal sealed class WorkerPool : IAsyncDisposable
{
    private const int MostStarts = 4;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly ISandbox _sandbox;
    private readonly SandboxLimits _limits;
    private readonly Channel<ISandboxedProcess> _waiting;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _filling;
    private readonly ConcurrentDictionary<Task, bool> _retiring = new();
    private ExtropyException? _fault;

    /// <summary>A pool; its workers begin to start.</summary>
    /// <param name="sandbox">Where.</param>
    /// <param name="options">Valid.</param>
    public WorkerPool(ISandbox sandbox, CSharpCandidatesOptions options)
    {
        _sandbox = sandbox;
        _limits = options.Limits with { Wall = TimeSpan.FromDays(1) }; // it waits; the candidate's own time begins later
        _waiting = Channel.CreateBounded<ISandboxedProcess>(options.Waiting);
        _filling = FillAsync();
    }

    /// <summary>The next worker; the caller disposes it.</summary>
    /// <exception cref="ExtropyException">No worker can be started here, or one that was used could not be ended.</exception>
    public async Task<ISandboxedProcess> TakeAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _fault, null) is { } fault) throw new ExtropyException(fault.Message, fault);
        try
        {
            return await _waiting.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException error) when (error.InnerException is ExtropyException cause)
        {
            throw new ExtropyException(cause.Message, error);
        }
    }

    /// <summary>Kills a worker that was used, without keeping anybody waiting.</summary>
    public void Retire(ISandboxedProcess worker)
    {
        Task ending = EndAsync(worker);
        _retiring[ending] = true;
        _ = ending.ContinueWith(ended => _retiring.TryRemove(ended, out _), TaskScheduler.Default);
    }

    /// <summary>Kills all workers.</summary>
    /// <exception cref="ExtropyException">One could not be ended, and nobody was told.</exception>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _filling.ConfigureAwait(false);
        while (_waiting.Reader.TryRead(out ISandboxedProcess? worker)) await EndAsync(worker).ConfigureAwait(false);
        await Task.WhenAll(_retiring.Keys).ConfigureAwait(false);
        _closing.Dispose();
        if (Interlocked.Exchange(ref _fault, null) is { } fault) throw new ExtropyException(fault.Message, fault);
    }

    private async Task EndAsync(ISandboxedProcess worker)
    {
        try
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }
        catch (ExtropyException error)
        {
            _fault = error; // told to the next who asks
        }
    }

    private async Task FillAsync()
    {
        try
        {
            while (await _waiting.Writer.WaitToWriteAsync(_closing.Token).ConfigureAwait(false))
            {
                ISandboxedProcess worker = await StartPatientlyAsync().ConfigureAwait(false);
                if (!_waiting.Writer.TryWrite(worker)) await worker.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            _waiting.Writer.TryComplete();
        }
        catch (ExtropyException error)
        {
            _waiting.Writer.TryComplete(error);
        }
    }

    // A machine that is full for a moment must not end a run; one that starts nothing any more must.
    private async Task<ISandboxedProcess> StartPatientlyAsync()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await StartAsync().ConfigureAwait(false);
            }
            catch (ExtropyException) when (attempt < MostStarts)
            {
                await Task.Delay(attempt * PauseAfterFailure, TimeProvider.System, _closing.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task<ISandboxedProcess> StartAsync()
    {
        ISandboxedProcess worker = await _sandbox.StartAsync(WorkerProgram.In("run", _limits), _closing.Token).ConfigureAwait(false);
        try
        {
            if (await WhyNotReadyAsync(worker).ConfigureAwait(false) is not { } why) return worker;
            throw new ExtropyException($"A worker could not be started in the sandbox: {why}.");
        }
        catch (Exception) // whatever it is, the worker is nobody's yet
        {
            await EndAsync(worker).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<string?> WhyNotReadyAsync(ISandboxedProcess worker)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        limit.CancelAfter(StartTime);
        try
        {
            if (await Frame.ReadAsync(worker.Output, 0, limit.Token).ConfigureAwait(false) is { Kind: FrameKind.Ready }) return null;
            return (await worker.WaitAsync(limit.Token).ConfigureAwait(false)).Failure(_limits) ?? "it ended";
        }
        catch (OperationCanceledException) when (!_closing.IsCancellationRequested)
        {
            return FormattableString.Invariant($"it was not ready after {StartTime.TotalSeconds:0} s");
        }
    }
}

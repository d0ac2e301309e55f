using System.Text;
using Extropy.Core.Errors;

namespace Extropy.Evolution.Sandbox.CSharp;

/// <summary>A compiler in the sandbox that stays between compilations. One that hangs or dies is replaced; the source that did it is refused.</summary>
/// <param name="sandbox">Where.</param>
/// <param name="options">Valid.</param>
internal sealed class WarmCompiler(ISandbox sandbox, CSharpCandidatesOptions options) : IAsyncDisposable
{
    private const int MostBytes = 16 << 20;
    private const int MostFaultText = 4_000;
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(60);

    // It lives for many compilations, so its own limits are wide; each compilation has its time.
    private static readonly SandboxLimits Limits = new() { Wall = TimeSpan.FromDays(7), Processor = TimeSpan.FromDays(7), Memory = 768L << 20 };

    private readonly SemaphoreSlim _one = new(1, 1);
    private ISandboxedProcess? _process;

    /// <summary>Starts it ahead of the first source.</summary>
    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ProcessAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Compiles a source.</summary>
    /// <returns>The assembly, or what is wrong with the source.</returns>
    /// <exception cref="ExtropyException">No compiler can be started here, or one that hung could not be ended.</exception>
    public async Task<(byte[]? Assembly, string? Failure)> CompileAsync(string source, CancellationToken cancellationToken)
    {
        byte[] text = Encoding.UTF8.GetBytes(source);
        if (text.Length > 1 << 20) return (null, "the source is longer than 1 MiB");
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ISandboxedProcess process = await ProcessAsync(cancellationToken).ConfigureAwait(false);
            Frame? answer = await AskAsync(process, new Frame(options.IsNarrow ? FrameKind.NarrowSource : FrameKind.Source, text), cancellationToken).ConfigureAwait(false);
            if (answer is { Kind: FrameKind.Assembly } assembly) return (assembly.Payload, null);
            if (answer is { Kind: FrameKind.Failure } failure) return (null, StrangerText.Of(failure.Payload, MostFaultText));
            await StopAsync().ConfigureAwait(false);
            return (null, FormattableString.Invariant($"the compiler gave no answer within {options.CompileTime.TotalSeconds:0.#} s or ended"));
        }
        catch (OperationCanceledException)
        {
            await StopAsync().ConfigureAwait(false); // its answer, when it came, would be taken for that to the next source
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Kills it.</summary>
    /// <exception cref="ExtropyException">It could not be ended.</exception>
    public async ValueTask DisposeAsync()
    {
        _one.Dispose();
        await StopAsync().ConfigureAwait(false);
    }

    private async Task<Frame?> AskAsync(ISandboxedProcess process, Frame request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.CompileTime);
        try
        {
            await Frame.WriteAsync(process.Input, request, limit.Token).ConfigureAwait(false);
            return await Frame.ReadAsync(process.Output, MostBytes, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<ISandboxedProcess> ProcessAsync(CancellationToken cancellationToken)
    {
        if (_process is not null) return _process;
        ISandboxedProcess started = await sandbox.StartAsync(WorkerProgram.In("compile", Limits), cancellationToken).ConfigureAwait(false);
        try
        {
            if (await WhyNotReadyAsync(started, cancellationToken).ConfigureAwait(false) is { } why) throw new ExtropyException($"The compiler could not be started in the sandbox: {why}.");
            return _process = started;
        }
        catch (Exception) // whatever it is, the next caller must not take it for one that is ready
        {
            await started.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<string?> WhyNotReadyAsync(ISandboxedProcess started, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Start);
        try
        {
            if (await Frame.ReadAsync(started.Output, MostBytes, limit.Token).ConfigureAwait(false) is { Kind: FrameKind.Ready }) return null;
            return (await started.WaitAsync(limit.Token).ConfigureAwait(false)).Failure(Limits) ?? "it ended";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FormattableString.Invariant($"it was not ready after {Start.TotalSeconds:0} s");
        }
    }

    private async Task StopAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        await process.DisposeAsync().ConfigureAwait(false);
    }
}

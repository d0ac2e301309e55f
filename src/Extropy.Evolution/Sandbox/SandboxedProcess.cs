using System.Diagnostics;
using Extropy.Core.Errors;

namespace Extropy.Evolution.Sandbox;

/// <summary>One program in the sandbox of <see cref="ProcessSandbox"/>, which gives back what it held when it is gone.</summary>
internal sealed class SandboxedProcess : ISandboxedProcess
{
    private const int ErrorTailBytes = 4_096;
    private const int SignalBase = 128;
    private const int SigCpu = 24;
    private const double NearLimit = 0.75; // the kernel holds this limit by counting ticks, and tells exact time
    private const int SigFileSize = 25;
    private const int SigKill = 9;

    /// <summary>How long its output is still read when all of it is gone: what is in the pipes is there, and who holds them open has hidden.</summary>
    public static readonly TimeSpan Closing = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly SandboxRequest _request;
    private readonly SandboxHold _hold;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly Task<byte[]> _errors;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _ending = new(1, 1);
    private SandboxResult? _result;
    private ExtropyException? _fault;
    private SandboxEnd? _why;

    private SandboxedProcess(Process process, SandboxRequest request, SandboxHold hold)
    {
        (_process, _request, _hold) = (process, request, hold);
        _errors = TailAsync(process.StandardError.BaseStream, _closing.Token);
        _over = new CancellationTokenSource(request.Limits.Wall, TimeProvider.System);
        _over.Token.Register(() => Kill(SandboxEnd.WallTime));
    }

    /// <inheritdoc/>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <inheritdoc/>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts a program.</summary>
    /// <exception cref="ExtropyException">The machine refuses; nothing is held then.</exception>
    public static async Task<SandboxedProcess> StartAsync(SandboxTools tools, bool isStrong, SandboxRequest request)
    {
        request.Limits.Validate();
        if (!isStrong) await Keeper.RequireAsync().ConfigureAwait(false);
        var hold = SandboxHold.Take(tools, isStrong, request.Limits);
        try
        {
            return new SandboxedProcess(await Launcher.StartAsync(What(tools, isStrong, hold, request)).ConfigureAwait(false), request, hold);
        }
        catch (Exception error) // whatever it is, nobody else would give back what is held
        {
            await hold.GiveBackAsync().ConfigureAwait(false);
            throw new ExtropyException($"The sandbox could not be started: {error.Message}", error);
        }
    }

    /// <summary>Kills everything and says why.</summary>
    public void Kill(SandboxEnd why)
    {
        _why ??= why;
        try
        {
            _process.Kill(entireProcessTree: _hold.Group is null); // a group knows its members; a search for children takes long in a fork bomb
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            return; // gone by itself
        }
    }

    /// <inheritdoc/>
    public async Task<SandboxResult> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill(SandboxEnd.Failed);
            await ReleaseAsync().ConfigureAwait(false);
            throw;
        }

        return await ReleaseAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        bool isTold = _fault is not null;
        try
        {
            Kill(SandboxEnd.Failed);
            await _process.WaitForExitAsync().ConfigureAwait(false);
            await ReleaseAsync().ConfigureAwait(false);
        }
        catch (ExtropyException) when (isTold)
        {
            return; // whoever waited has it
        }
        finally
        {
            await Input.DisposeAsync().ConfigureAwait(false);
            await Output.DisposeAsync().ConfigureAwait(false);
            _process.Dispose();
            await _over.CancelAsync().ConfigureAwait(false);
            _over.Dispose();
            _closing.Dispose();
        }
    }

    private static ProcessStartInfo What(SandboxTools tools, bool isStrong, SandboxHold hold, SandboxRequest request)
    {
        var what = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        List<string> line = SandboxCommand.Of(tools, isStrong, hold, request);
        what.FileName = line[0];
        foreach (string argument in line.Skip(1)) what.ArgumentList.Add(argument);
        what.Environment.Clear(); // the sandbox's own first process could be asked for it
        if (hold.Scratch is not { } scratch) return what;
        foreach ((string name, string value) in SandboxCommand.Environment(scratch, request)) what.Environment[name] = value;
        if (hold.Mark?.Split('=') is [string mark, string number]) what.Environment[mark] = number;
        return what;
    }

    private async Task<SandboxResult> ReleaseAsync()
    {
        await _ending.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_fault is not null) throw _fault;
            return _result ??= await EndedAsync().ConfigureAwait(false);
        }
        catch (ExtropyException fault)
        {
            _fault = fault;
            throw;
        }
        finally
        {
            _ending.Release();
        }
    }

    private async Task<SandboxResult> EndedAsync()
    {
        TimeSpan wall = TimeProvider.System.GetElapsedTime(_start);
        ControlGroupEnd used = await _hold.GiveBackAsync().ConfigureAwait(false);
        if (used.Left.Length > 0) throw Leftovers.Fault(used.Left);
        await ReapedAsync().ConfigureAwait(false);
        _closing.CancelAfter(Closing);
        byte[] errors = await _errors.ConfigureAwait(false);
        return new SandboxResult(End(used, wall), _process.ExitCode, default, errors, wall, used.Processor, used.PeakMemory);
    }

    /// <summary>A process that was killed has an exit code only once it has been waited for.</summary>
    private async Task ReapedAsync()
    {
        using var patience = new CancellationTokenSource(Leftovers.Patience, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw Leftovers.Fault([_process.Id]);
        }
    }

    private SandboxEnd End(ControlGroupEnd used, TimeSpan wall)
    {
        if (_why is { } why) return why;
        int signal = _process.ExitCode - SignalBase;
        bool wasSlow = signal == SigCpu || (signal == SigKill && (used.Processor ?? wall) >= NearLimit * _request.Limits.Processor);
        return _process.ExitCode == 0 ? SandboxEnd.Finished
            : used.IsMemoryExceeded ? SandboxEnd.Memory
            : wasSlow ? SandboxEnd.ProcessorTime
            : signal == SigFileSize ? SandboxEnd.FileSize
            : used.IsNumberExceeded ? SandboxEnd.Processes
            : SandboxEnd.Failed;
    }

    // Reads to the end, so that the program is never held up by it, and keeps the last bytes.
    private static async Task<byte[]> TailAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] tail = [], buffer = new byte[ErrorTailBytes];
        try
        {
            for (int count; (count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                byte[] all = [.. tail, .. buffer.AsSpan(0, count)];
                tail = all.Length <= ErrorTailBytes ? all : all[^ErrorTailBytes..];
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            return tail;
        }

        return tail;
    }
}

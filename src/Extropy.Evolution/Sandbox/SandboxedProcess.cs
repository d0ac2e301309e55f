using System.Diagnostics;
using Extropy.Core.Errors;

namespace Extropy.Evolution.Sandbox;

/// <summary>One program in the sandbox of <see cref="ProcessSandbox"/>, with all that must be given back when it is gone.</summary>
internal sealed class SandboxedProcess : ISandboxedProcess
{
    private const int ErrorTailBytes = 4_096;
    private const int SignalBase = 128;
    private const int SigCpu = 24;
    private const int SigKill = 9;

    private readonly Process _process;
    private readonly SandboxRequest _request;
    private readonly ControlGroup? _group;
    private readonly uint? _user;
    private readonly string? _scratch;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly Task<byte[]> _errors;
    private readonly CancellationTokenSource _over;
    private readonly SemaphoreSlim _ending = new(1, 1);
    private SandboxResult? _result;
    private SandboxEnd? _why;
    private bool _isReleased;

    private SandboxedProcess(Process process, SandboxRequest request, ControlGroup? group, uint? user, string? scratch)
    {
        (_process, _request, _group, _user, _scratch) = (process, request, group, user, scratch);
        _errors = TailAsync(process.StandardError.BaseStream);
        _over = new CancellationTokenSource(request.Limits.Wall, TimeProvider.System);
        _over.Token.Register(() => Kill(SandboxEnd.WallTime));
    }

    /// <inheritdoc/>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <inheritdoc/>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts a program.</summary>
    /// <exception cref="ExtropyException">The machine refuses.</exception>
    public static async Task<SandboxedProcess> StartAsync(SandboxTools tools, bool isStrong, SandboxRequest request)
    {
        request.Limits.Validate();
        uint? user = Environment.IsPrivilegedProcess ? SandboxUsers.Take() ?? throw new ExtropyException("More than a thousand sandboxed programs run at once.") : null;
        ControlGroup? group = ControlGroup.TryCreate(request.Limits);
        string? scratch = isStrong ? null : WeakScratch.Make(user);
        var what = new ProcessStartInfo { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        List<string> line = SandboxCommand.Of(tools, isStrong, user, group, scratch, request);
        what.FileName = line[0];
        foreach (string argument in line.Skip(1)) what.ArgumentList.Add(argument);
        what.Environment.Clear(); // the sandbox's own first process could be asked for it
        if (!isStrong)
            foreach ((string name, string value) in SandboxCommand.Environment(scratch!, request)) what.Environment[name] = value; // made above
        try
        {
            return new SandboxedProcess(await Launcher.StartAsync(what).ConfigureAwait(false), request, group, user, scratch);
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            if (group is not null) await group.EndAsync().ConfigureAwait(false);
            if (user is { } id) SandboxUsers.GiveBack(id);
            throw new ExtropyException($"The sandbox could not be started: {error.Message}", error);
        }
    }

    /// <summary>Kills everything and says why.</summary>
    public void Kill(SandboxEnd why)
    {
        _why ??= why;
        try
        {
            _process.Kill(entireProcessTree: true);
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
        Kill(SandboxEnd.Failed);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        await ReleaseAsync().ConfigureAwait(false);
        await Input.DisposeAsync().ConfigureAwait(false);
        await Output.DisposeAsync().ConfigureAwait(false);
        _process.Dispose();
        _over.Dispose();
        _ending.Dispose();
    }

    private async Task<SandboxResult> ReleaseAsync()
    {
        await _ending.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isReleased) return _result!; // set below
            TimeSpan wall = TimeProvider.System.GetElapsedTime(_start);
            long? peak = _group?.PeakMemory;
            bool ranOut = _group?.WasMemoryExceeded ?? false;
            if (_group is not null) await _group.EndAsync().ConfigureAwait(false);
            if (_user is { } user)
            {
                if (_scratch is not null) WeakScratch.KillAllOf(user);
                SandboxUsers.GiveBack(user);
            }

            if (_scratch is not null) WeakScratch.Remove(_scratch);
            byte[] errors = await _errors.ConfigureAwait(false);
            _result = new SandboxResult(End(ranOut), _process.ExitCode, default, errors, wall, peak);
            _isReleased = true;
            return _result;
        }
        finally
        {
            _ending.Release();
        }
    }

    private SandboxEnd End(bool ranOutOfMemory)
    {
        if (_why is { } why) return why;
        if (_process.ExitCode == 0) return SandboxEnd.Finished;
        if (ranOutOfMemory) return SandboxEnd.Memory;
        bool wasSlow = _process.ExitCode == SignalBase + SigCpu
            || (_process.ExitCode == SignalBase + SigKill && TimeProvider.System.GetElapsedTime(_start) >= _request.Limits.Processor);
        return wasSlow ? SandboxEnd.ProcessorTime : SandboxEnd.Failed;
    }

    // Reads to the end, so that the program is never held up by it, and keeps the last bytes.
    private static async Task<byte[]> TailAsync(Stream stream)
    {
        byte[] tail = [], buffer = new byte[ErrorTailBytes];
        try
        {
            for (int count; (count = await stream.ReadAsync(buffer).ConfigureAwait(false)) > 0;)
            {
                byte[] all = [.. tail, .. buffer.AsSpan(0, count)];
                tail = all.Length <= ErrorTailBytes ? all : all[^ErrorTailBytes..];
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return tail;
        }

        return tail;
    }
}

using System.Collections.Immutable;
using Extropy.Core.Errors;

namespace Extropy.Evolution.Sandbox;

/// <summary>
/// Runs programs in a process of their own, as isolated as this machine allows: namespaces through bubblewrap, a user without rights where this process is
/// root, limits of resources, and a control group where one can be made.
/// </summary>
/// <remarks>Linux. Which of it holds was tried out before: <see cref="Strength"/>.</remarks>
public sealed class ProcessSandbox : ISandbox
{
    private static readonly Lazy<Task<ProcessSandbox>> Tried = new(() => SandboxProbe.RunAsync(SandboxTools.Find()));

    private readonly SandboxTools _tools;

    internal ProcessSandbox(SandboxTools tools, SandboxStrength strength) => (_tools, Strength) = (tools, strength);

    /// <inheritdoc/>
    public SandboxStrength Strength { get; }

    /// <summary>The sandbox of this machine, tried out once for this process.</summary>
    public static Task<ProcessSandbox> DetectAsync() => Tried.Value;

    /// <summary>The sandbox of this machine, if it is good enough for code of strangers.</summary>
    /// <param name="allowWeak">Take it even where it isolates neither network nor files.</param>
    /// <exception cref="BadInputException">It is not; says what is missing and how to mend it.</exception>
    public static async Task<ISandbox> RequireAsync(bool allowWeak)
    {
        ProcessSandbox sandbox = await DetectAsync().ConfigureAwait(false);
        return Require(sandbox, allowWeak);
    }

    internal static ISandbox Require(ProcessSandbox sandbox, bool allowWeak)
    {
        if (sandbox.Strength.IsStrong || allowWeak) return sandbox;
        throw new BadInputException(
            $"Code of strangers is not run here without isolation: {string.Join(" ", sandbox.Strength.Missing)} To run it all the same, at your own risk, pass --allow-weak-sandbox.");
    }

    /// <inheritdoc/>
    public async Task<ISandboxedProcess> StartAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await StartedAsync(request).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<SandboxResult> RunAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SandboxedProcess process = await StartedAsync(request).ConfigureAwait(false);
        await using (process.ConfigureAwait(false))
        {
            using var closing = new CancellationTokenSource();
            Task writing = WriteAsync(process.Input, request.Input, closing.Token);
            Task<ReadOnlyMemory<byte>> reading = ReadAsync(process, request.Limits.Output, closing.Token);
            SandboxResult result = await process.WaitAsync(cancellationToken).ConfigureAwait(false);
            closing.CancelAfter(SandboxedProcess.Closing);
            await writing.ConfigureAwait(false);
            return result with { Output = await reading.ConfigureAwait(false) };
        }
    }

    private Task<SandboxedProcess> StartedAsync(SandboxRequest request)
    {
        if (request.Command.IsDefaultOrEmpty) throw new BadInputException("The sandbox was given no program to run.");
        foreach (SandboxMount mount in request.Mounts)
            if (!Path.Exists(mount.Source)) throw new BadInputException($"{mount.Source} does not exist, so the sandbox cannot show it to a program.");
        return SandboxedProcess.StartAsync(_tools, Strength.AreFilesHidden, Strength.AreFilesHidden ? request : OnThisMachine(request));
    }

    // Without namespaces nothing is mounted: the program gets the real paths.
    private static SandboxRequest OnThisMachine(SandboxRequest request)
    {
        ImmutableArray<SandboxMount> longestFirst = [.. request.Mounts.OrderByDescending(mount => mount.Target.Length)];
        return request with { Command = [.. request.Command.Select(word => longestFirst.FirstOrDefault(mount => IsAt(word, mount)) is { } found ? found.Source + word[found.Target.Length..] : word)] };
    }

    private static bool IsAt(string word, SandboxMount mount) =>
        word == mount.Target || word.StartsWith(mount.Target + "/", StringComparison.Ordinal);

    private static async Task WriteAsync(Stream input, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await input.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            await input.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            return; // it did not want to read them
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(SandboxedProcess process, long most, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        byte[] buffer = new byte[64 << 10];
        try
        {
            for (int count; (count = await process.Output.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                int fits = (int)Math.Min(count, most - kept.Length);
                await kept.WriteAsync(buffer.AsMemory(0, fits), cancellationToken).ConfigureAwait(false);
                if (fits < count) process.Kill(SandboxEnd.Output);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            return kept.ToArray();
        }

        return kept.ToArray();
    }
}

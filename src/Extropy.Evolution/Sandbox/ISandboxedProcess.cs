namespace Extropy.Evolution.Sandbox;

/// <summary>
/// A program in the sandbox. Its limits begin with it. Disposing kills it and everything that it began, and throws an
/// <see cref="Core.Errors.ExtropyException"/> that nobody was told of where something of it could not be ended.
/// </summary>
public interface ISandboxedProcess : IAsyncDisposable
{
    /// <summary>Its standard input.</summary>
    Stream Input { get; }

    /// <summary>Its standard output, without a bound: read no more than you want to hold.</summary>
    Stream Output { get; }

    /// <summary>Waits for its end and says why it came; kills it when its wall time is over or waiting is cancelled.</summary>
    /// <returns>A result without output.</returns>
    /// <exception cref="Core.Errors.ExtropyException">Something of it could not be ended and may still run.</exception>
    Task<SandboxResult> WaitAsync(CancellationToken cancellationToken);
}

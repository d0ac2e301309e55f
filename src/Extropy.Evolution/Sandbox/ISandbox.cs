namespace Extropy.Evolution.Sandbox;

/// <summary>Runs programs of strangers outside this process. Thread-safe.</summary>
/// <remarks>Whatever such a program does is a result; only a machine that cannot start any program, or cannot end one, throws.</remarks>
public interface ISandbox
{
    /// <summary>What holds in it.</summary>
    SandboxStrength Strength { get; }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="Core.Errors.ExtropyException">No program can be started here, or something of it could not be ended and may still run.</exception>
    Task<SandboxResult> RunAsync(SandboxRequest request, CancellationToken cancellationToken);

    /// <summary>Starts a program that is talked to; the request's input is not used. The caller disposes it, which kills it.</summary>
    /// <exception cref="Core.Errors.ExtropyException">No program can be started here.</exception>
    Task<ISandboxedProcess> StartAsync(SandboxRequest request, CancellationToken cancellationToken);
}

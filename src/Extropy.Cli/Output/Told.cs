namespace Extropy.Cli.Output;

/// <summary>Progress that is told at once, on the thread that made it.</summary>
/// <param name="tell">Receives it; thread-safe.</param>
internal sealed class Told<T>(Action<T> tell) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => tell(value);
}

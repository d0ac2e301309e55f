namespace Extropy.Testing.Files;

/// <summary>A folder of one test, deleted with everything in it when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("extropy-").FullName;

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>The path of a file in it, existing or not.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}

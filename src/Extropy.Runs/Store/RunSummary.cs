namespace Extropy.Runs.Store;

/// <summary>A run as listed.</summary>
/// <param name="Manifest">What it is.</param>
/// <param name="State">Where it stands now: a run that says running but that nobody holds was interrupted.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Bytes">Size on disk.</param>
public sealed record RunSummary(RunManifest Manifest, RunState State, string Folder, long Bytes)
{
    /// <summary>The run's name.</summary>
    public string Id => Manifest.Id;

    /// <summary>True when resuming would go on with it.</summary>
    public bool CanResume => State is RunState.Interrupted or RunState.Failed;
}

namespace Extropy.Cli.Running;

/// <summary>A replay came to the end of what was committed.</summary>
internal sealed class RecordEndedException() : Exception("The record ends here.");

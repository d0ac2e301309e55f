using System.Text.Json.Nodes;

namespace Extropy.Cli.Running;

/// <summary>How a command's work ended.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Result">What follows from the request, compared byte for byte.</param>
/// <param name="Show">Prints the page; called once everything is safe on disk.</param>
internal sealed record RunEnd(int Code, JsonObject Result, Action Show)
{
    /// <summary>More measurements than time and machine, or null.</summary>
    public JsonObject? Measured { get; init; }
}

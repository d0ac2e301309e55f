using System.Text.Json.Nodes;

namespace Extropy.Learning.Objectives;

/// <summary>State of a method that goes into checkpoints.</summary>
public interface IMethodState
{
    /// <summary>The state; numbers are written so that they read back to the same bits.</summary>
    JsonNode Save();

    /// <summary>Takes a saved state over.</summary>
    /// <exception cref="Core.Errors.BadInputException">It is not this method's.</exception>
    void Restore(JsonNode state);
}

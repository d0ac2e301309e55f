using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Learning.Recipes;

namespace Extropy.Cli.Improving;

/// <summary>What <c>improve</c> was asked to do.</summary>
/// <param name="Choice">How the policy learns, and who decided that.</param>
/// <param name="Options">On what.</param>
/// <param name="Model">Folder of the policy as it comes.</param>
/// <param name="Out">Folder of the policy afterwards, or null for the run's own.</param>
internal sealed record ImproveRequest(RecipeChoice Choice, KkImprovementOptions Options, string Model, string? Out)
{
    /// <summary>How the policy learns.</summary>
    public Recipe Recipe => Choice.Recipe;
}

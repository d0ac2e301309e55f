namespace Extropy.Search.Bes.Scoring;

/// <summary>What a node brings into a pair, see <see cref="CoverageFold"/>.</summary>
/// <param name="Terms">Terms by goal, then the mask of goals in shadow.</param>
/// <param name="CastsShadow">Some goal lies in a satisfied one's shadow.</param>
internal sealed record CoverageRow(double[] Terms, bool CastsShadow);

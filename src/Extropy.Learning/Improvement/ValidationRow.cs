using System.Collections.Immutable;

namespace Extropy.Learning.Improvement;

/// <summary>One check on held-out problems.</summary>
/// <param name="Step">Updates before it; 0 is the policy as it came.</param>
/// <param name="Tokens">Tokens generated for training before it.</param>
/// <param name="Levels">Outcomes by level.</param>
public sealed record ValidationRow(long Step, long Tokens, ImmutableArray<LevelOutcome> Levels);

using System.Collections.Immutable;
using Extropy.Search.Contracts;

namespace Extropy.Cli.Evaluating;

/// <summary>The problems of one row.</summary>
/// <param name="People">Their size, or null for a family without sizes.</param>
/// <param name="Problems">In order.</param>
/// <param name="HeldOut">How many of them pretraining never sees; null where nothing was pretrained.</param>
internal sealed record EvalGroup(int? People, ImmutableArray<IProblem> Problems, int? HeldOut);

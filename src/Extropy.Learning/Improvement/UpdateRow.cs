using System.Collections.Immutable;

namespace Extropy.Learning.Improvement;

/// <summary>One update.</summary>
/// <param name="Step">Updates before it.</param>
/// <param name="Tried">Prompts tried.</param>
/// <param name="Solved">Prompts for which something that was tried earned the whole reward.</param>
/// <param name="Groups">Groups trained on.</param>
/// <param name="Dropped">Groups that filters dropped.</param>
/// <param name="Tokens">Tokens generated, all that was tried included.</param>
/// <param name="OptimiserSteps">Optimiser steps made.</param>
/// <param name="Skipped">Optimiser steps left out because a number was not finite.</param>
/// <param name="Searched">Members that a search supplied.</param>
/// <param name="Sound">Of these, members without a false step.</param>
/// <param name="Successes">Searched members that earned the whole reward.</param>
/// <param name="Evolved">Of these, members with a recombined ancestor.</param>
/// <param name="Metrics">Named means of the update.</param>
public sealed record UpdateRow(
    long Step, int Tried, int Solved, int Groups, int Dropped, long Tokens, int OptimiserSteps, int Skipped,
    int Searched, int Sound, int Successes, int Evolved, ImmutableSortedDictionary<string, double> Metrics)
{
    /// <summary>One metric; NaN when it was not measured.</summary>
    public double this[string name] => Metrics.GetValueOrDefault(name, double.NaN);
}

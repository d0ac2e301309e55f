using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Statistics;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;
using Extropy.Tasks.PersonaFacts;

namespace Extropy.Catalog.Bes;

/// <summary>
/// The persona-facts table: what each half of Bidirectional Evolutionary Search earns where both are needed. m = 6 facts, q = 0.6,
/// L_max = 12; every arm gets the same policy, the same budget in policy calls and the same seeds.
/// </summary>
public static class BesToy
{
    /// <summary>Success rates of the reference, by a and then by column. Made for the project with a prototype; not from the paper.</summary>
    private static readonly ImmutableDictionary<double, double[]> Reference = new Dictionary<double, double[]>
    {
        [0.5] = [0.775, 0.835, 0.970, 0.853, 0.985, 0.855, 1.00],
        [0.9] = [0.480, 0.517, 0.807, 0.475, 0.900, 0.573, 0.990],
        [0.995] = [0.033, 0.048, 0.122, 0.105, 0.268, 0.138, 0.355],
    }.ToImmutableDictionary();

    /// <summary>Runs every cell.</summary>
    /// <param name="options">Sizes and rules.</param>
    /// <param name="progress">Receives the number of cells done and their total; may be null.</param>
    /// <param name="cancellationToken">Stops between searches.</param>
    /// <returns>Cells by a, then by arm. The same for any number of workers.</returns>
    public static ImmutableArray<BesToyCell> Run(
        BesToyOptions options, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        options.Validate();
        BesToyArm[] arms = [.. BesToyArm.All.Where(arm => arm.IsReference || options.WithAblations)];
        var cells = ImmutableArray.CreateBuilder<BesToyCell>();
        foreach (double stay in options.Stay)
        {
            var trials = new Trial[arms.Length][];
            for (int arm = 0; arm < arms.Length; arm++)
            {
                trials[arm] = Searches(options, stay, arms[arm].Create(options.Rules), cancellationToken);
                progress?.Report((cells.Count + arm + 1, options.Stay.Count * arms.Length));
            }

            int flagship = Array.FindIndex(arms, arm => arm.Name == BesToyArm.Flagship);
            bool[] best = [.. trials[flagship].Select(trial => trial.IsSolved)];
            for (int arm = 0; arm < arms.Length; arm++)
            {
                double? reference = Reference.TryGetValue(stay, out double[]? row) && arm < row.Length ? row[arm] : null;
                cells.Add(Cell(stay, arms[arm].Name, trials[arm], reference, arm == flagship ? null : best));
            }
        }

        return cells.ToImmutable();
    }

    private static Trial[] Searches(BesToyOptions options, double stay, ISearchStrategy strategy, CancellationToken cancellationToken)
    {
        var facts = new PersonaFactsOptions { Stay = stay };
        var problem = new PersonaFactsProblem(facts);
        var policy = new PersonaFactsPolicy(facts);
        var budget = new Budget { PolicyCalls = options.PolicyCalls };
        var trials = new Trial[options.Repetitions];
        Parallel.For(
            0, trials.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Workers, CancellationToken = cancellationToken }, replicate =>
            {
                var context = new SearchContext(SearchKey.Of(options.Seed, problem, strategy, replicate), policy, budget);
                SearchResult result = strategy.SearchAsync(problem, context, cancellationToken).AsTask().GetAwaiter().GetResult(); // never waits
                bool isEvolved = result.IsSolved && result.Lineage(result.Best).Any(node => NodeOrigin.IsEvolution(node.Operator));
                trials[replicate] = new Trial(result.IsSolved, isEvolved, result.Spent.PolicyCalls);
            });
        return trials;
    }

    private static BesToyCell Cell(double stay, string arm, Trial[] trials, double? reference, bool[]? flagship)
    {
        bool[] solved = [.. trials.Select(trial => trial.IsSolved)];
        int count = solved.Count(isSolved => isSolved);
        return new BesToyCell(
            stay, arm, count, WilsonInterval.Of(count, trials.Length), trials.Count(trial => trial.IsEvolved),
            trials.Average(trial => (double)trial.Calls), reference, flagship is null ? null : PairedComparison.Of(solved, flagship));
    }

    private readonly record struct Trial(bool IsSolved, bool IsEvolved, long Calls);
}

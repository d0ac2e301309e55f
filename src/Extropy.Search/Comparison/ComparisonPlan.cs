using System.Globalization;
using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Core.Text;
using Extropy.Search.Contracts;

namespace Extropy.Search.Comparison;

/// <summary>What is compared, on what, and at which equal price.</summary>
public sealed record ComparisonPlan
{
    /// <summary>The problems, in the order of the result.</summary>
    public required IReadOnlyList<ComparisonProblem> Problems { get; init; }

    /// <summary>The strategies, in the order of the result; names must differ.</summary>
    public required IReadOnlyList<ISearchStrategy> Strategies { get; init; }

    /// <summary>The counter that is equal for all: the only limit of every search.</summary>
    public Counter Equalised { get; init; } = Counter.GeneratedTokens;

    /// <summary>The limit on that counter, per search, ≥ 1.</summary>
    public required long Limit { get; init; }

    /// <summary>Searches of each strategy on each problem, ≥ 1. Default 1.</summary>
    public int Replicates { get; init; } = 1;

    /// <summary>The strategy with which the others are compared pair by pair; null for the first.</summary>
    public string? Reference { get; init; }

    /// <summary>Searches in flight at once, ≥ 1. Default 64. Never changes the result.</summary>
    public int InFlight { get; init; } = 64;

    /// <summary>Confidence of the intervals. Default 0.95.</summary>
    public double Level { get; init; } = Core.Statistics.Interval.DefaultLevel;

    /// <summary>The budget of every search.</summary>
    /// <exception cref="BadInputException">A counter that cannot be equalised.</exception>
    public Budget Budget => Equalised switch
    {
        Counter.PolicyCalls => new Budget { PolicyCalls = Limit },
        Counter.GeneratedTokens => new Budget { GeneratedTokens = Limit },
        Counter.VerifierCalls => new Budget { VerifierCalls = Limit },
        Counter.Money => new Budget { Money = Limit },
        _ => throw new BadInputException("Evolution children cannot be equalised: most strategies make none."),
    };

    /// <summary>Name of the reference strategy.</summary>
    internal string ReferenceName => Reference ?? Strategies[0].Name;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Problems.Count == 0) faults.Add("no problems");
        if (Strategies.Count == 0) faults.Add("no strategies");
        if (Limit < 1) faults.Add(string.Create(CultureInfo.InvariantCulture, $"a limit of {Limit} buys nothing (1 or more)"));
        if (Replicates < 1) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Replicates} replicates (1 or more)"));
        if (InFlight < 1) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{InFlight} searches in flight (1 or more)"));
        if (!(Level is > 0 and < 1)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"confidence {Level} is not in (0, 1)"));
        string[] names = [.. Strategies.Select(strategy => strategy.Name)];
        foreach (var twice in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1)) faults.Add($"'{twice.Key}' twice");
        if (Reference is { } reference && !names.Contains(reference, StringComparer.Ordinal))
            faults.Add(NearestNames.Message("reference", reference, names));
        if (faults.Count > 0) throw new BadInputException($"Comparison: {string.Join("; ", faults)}.");
        _ = Budget;
    }
}

using Extropy.Core.Errors;

namespace Extropy.Evolution.Engine;

/// <summary>When a run ends. The first limit that is reached ends it; what is in flight then is still committed, except when time ends it.</summary>
public sealed record EvolutionLimits
{
    /// <summary>Most candidates evaluated, starts included. Never exceeded.</summary>
    public long Evaluations { get; init; } = long.MaxValue;

    /// <summary>Tokens read and written by models after which nothing more is asked. What is in flight then is paid and kept, so a run may end above it.</summary>
    public long Tokens { get; init; } = long.MaxValue;

    /// <summary>Money after which nothing more is asked; see <see cref="Tokens"/>.</summary>
    public decimal Money { get; init; } = decimal.MaxValue;

    /// <summary>Time after which nothing more is committed, over all sessions of the run.</summary>
    public TimeSpan Time { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Proposals in a row that gave nothing to evaluate after which the run is given up. Default 1,000.</summary>
    public int Fruitless { get; init; } = 1000;

    /// <summary>Throws when something cannot be done as asked; names all faults at once.</summary>
    /// <exception cref="BadInputException">A limit below its least, or no limit at all.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Evaluations < 1) faults.Add($"evaluations: {Evaluations}; at least 1 is required");
        if (Tokens < 1) faults.Add($"tokens: {Tokens}; at least 1 is required");
        if (Money <= 0) faults.Add($"money: {Money}; more than 0 is required");
        if (Time <= TimeSpan.Zero && Time != Timeout.InfiniteTimeSpan) faults.Add($"time: {Time}; more than 0 is required");
        if (Fruitless < 1) faults.Add($"fruitless proposals: {Fruitless}; at least 1 is required");
        if (Evaluations == long.MaxValue && Tokens == long.MaxValue && Money == decimal.MaxValue && Time == Timeout.InfiniteTimeSpan)
            faults.Add("nothing would end it: give a limit on evaluations, tokens, money or time");
        if (faults.Count > 0) throw new BadInputException($"This evolution cannot be limited so: {string.Join("; ", faults)}.");
    }
}

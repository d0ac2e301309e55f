using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Engine;

/// <summary>What there is to look back on.</summary>
public sealed record ReflectionRequest
{
    /// <summary>What the run knows so far.</summary>
    public required RunMemory Memory { get; init; }

    /// <summary>Candidates evaluated since this reflection last looked, in the order of their commits.</summary>
    public required ImmutableArray<Candidate> Fresh { get; init; }

    /// <summary>Shape [fresh]: what each of them was made from, or null.</summary>
    public required ImmutableArray<Candidate?> Parents { get; init; }

    /// <summary>Shape [fresh], in [0, 1]: the share of the run's correct candidates that each of them is at least as good as; 0 where it is not correct.</summary>
    public ImmutableArray<double> Percentiles { get; init; } = [];

    /// <summary>The system prompt of each proposal since then that gave nothing to evaluate, where there was a choice of prompts.</summary>
    public ImmutableArray<int> Fruitless { get; init; } = [];

    /// <summary>The best candidates of the run, best first.</summary>
    public ImmutableArray<Candidate> Elites { get; init; } = [];

    /// <summary>Random numbers of this reflection alone.</summary>
    public required RandomStream Chance { get; init; }

    /// <summary>Through which models are asked.</summary>
    public required RunCalls Calls { get; init; }
}

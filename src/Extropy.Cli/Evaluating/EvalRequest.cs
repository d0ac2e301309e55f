using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Search.Contracts;

namespace Extropy.Cli.Evaluating;

/// <summary>What a person asked <c>eval</c> for.</summary>
internal sealed record EvalRequest
{
    /// <summary>The family.</summary>
    public required string Task { get; init; }

    /// <summary>Decides all chance.</summary>
    public required long Seed { get; init; }

    /// <summary>n, the samples of each puzzle.</summary>
    public required int Samples { get; init; }

    /// <summary>Values of k, ascending; null for the powers of two below n, and n.</summary>
    public ImmutableArray<int>? Ks { get; init; }

    /// <summary>Sizes, or null for the default.</summary>
    public ImmutableArray<int>? People { get; init; }

    /// <summary>Most puzzles of each size, or null for the default.</summary>
    public int? Puzzles { get; init; }

    /// <summary>A file of puzzles, or null for drawn ones.</summary>
    public string? Data { get; init; }

    /// <summary>The sampling temperature, or null for 1.</summary>
    public double? Temperature { get; init; }

    /// <summary>The nucleus, or null for everything.</summary>
    public double? TopP { get; init; }

    /// <summary>Folder of the model, or null for the one that ships.</summary>
    public string? Model { get; init; }

    /// <summary>The values of k that are estimated, ascending.</summary>
    public ImmutableArray<int> EffectiveKs => Ks ?? [.. Enumerable.Range(0, 31).Select(power => 1 << power).TakeWhile(k => k < Samples), Samples];

    /// <summary>How samples are drawn.</summary>
    public SamplingOptions Sampling => new() { Temperature = Temperature ?? 1, TopP = TopP ?? 1 };

    /// <summary>Refuses a k that the samples cannot estimate.</summary>
    /// <exception cref="BadInputException">k &gt; n.</exception>
    public void Validate()
    {
        if (Ks is { } ks && ks.Any(k => k > Samples))
            throw new BadInputException($"--k {ks.Max()} is more than the {Samples} samples of each puzzle; give --samples {ks.Max()} or more");
    }

    /// <summary>Refuses flags that mean nothing for a family whose policy is no model.</summary>
    /// <exception cref="BadInputException">One of them was given.</exception>
    public void RefuseModelFlags()
    {
        (string Flag, bool IsGiven)[] foreign =
        [
            ("--people", People is not null), ("--data", Data is not null), ("--temperature", Temperature is not null), ("--top-p", TopP is not null),
            ("--model", Model is not null),
        ];
        foreach ((string flag, bool isGiven) in foreign)
            if (isGiven) throw new BadInputException($"{flag} means nothing for {Task}; leave it out");
    }
}

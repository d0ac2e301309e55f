namespace Extropy.Cli.Comparing;

/// <summary>What a person asked <c>compare</c> for.</summary>
internal sealed record CompareRequest
{
    /// <summary>The family.</summary>
    public required string Problem { get; init; }

    /// <summary>Decides all chance.</summary>
    public required long Seed { get; init; }

    /// <summary>Sizes, for families that have sizes.</summary>
    public required int[] People { get; init; }

    /// <summary>Problems of each size.</summary>
    public required int Puzzles { get; init; }

    /// <summary>Strategies by name, in the order of the table.</summary>
    public required string[] Strategies { get; init; }

    /// <summary>The equalised limit on generated tokens of one search.</summary>
    public required long Tokens { get; init; }

    /// <summary>Name of the goal source, or null for the default.</summary>
    public string? Goals { get; init; }

    /// <summary>The strategy that the others are paired with, or null for <c>bes</c> or the first.</summary>
    public string? Reference { get; init; }

    /// <summary>Folder of the model, or null for the one that ships.</summary>
    public string? Model { get; init; }
}

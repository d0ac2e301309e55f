namespace Extropy.Cli.Solving;

/// <summary>What a person asked <c>solve</c> for.</summary>
internal sealed record SolveRequest
{
    /// <summary>The family, e.g. <c>knights-and-knaves</c>.</summary>
    public required string Problem { get; init; }

    /// <summary>Decides all chance.</summary>
    public required long Seed { get; init; }

    /// <summary>n, or null for the family's default.</summary>
    public int? People { get; init; }

    /// <summary>The strategy's name, or null for the default.</summary>
    public string? Strategy { get; init; }

    /// <summary>Most policy calls, or null.</summary>
    public long? BudgetCalls { get; init; }

    /// <summary>Most generated tokens, or null.</summary>
    public long? BudgetTokens { get; init; }

    /// <summary>A puzzle in English, or null.</summary>
    public string? Text { get; init; }

    /// <summary>A file of puzzles, or null.</summary>
    public string? Data { get; init; }

    /// <summary>Which row of the file, or null.</summary>
    public int? Row { get; init; }

    /// <summary>Name of the goal source, or null for the default.</summary>
    public string? Goals { get; init; }

    /// <summary>Folder of the model, or null for the one that ships.</summary>
    public string? Model { get; init; }
}

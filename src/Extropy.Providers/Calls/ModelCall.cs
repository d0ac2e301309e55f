using System.Collections.Immutable;
using System.Text;
using Extropy.Core.Errors;
using Extropy.Core.Identity;

namespace Extropy.Providers.Calls;

/// <summary>One question to a model: the conversation so far and how to answer it.</summary>
/// <param name="Turns">The conversation, oldest first; at least one turn.</param>
public sealed record ModelCall(ImmutableArray<ModelTurn> Turns)
{
    /// <summary>Most tokens of an answer, reasoning included, when nothing else is said. Source: the configuration that the method was published with.</summary>
    public const int DefaultMaxOutputTokens = 32_768;

    private const int TemplateTokensPerTurn = 16; // what chat templates put around a turn: roles, separators
    private const int TemplateTokens = 64;

    /// <summary>Most tokens of the answer, reasoning included. Default <see cref="DefaultMaxOutputTokens"/>.</summary>
    public int MaxOutputTokens { get; init; } = DefaultMaxOutputTokens;

    /// <summary>Divides the logits; null leaves it to the endpoint (models that reason accept nothing else).</summary>
    public double? Temperature { get; init; }

    /// <summary>How long the model may think. Default unsaid.</summary>
    public ReasoningLevel Reasoning { get; init; }

    /// <summary>
    /// Tokens that the question takes at most, whatever the tokenizer: none is shorter than a byte, and a chat template adds a few per turn.
    /// </summary>
    public long PromptTokensBound => TemplateTokens + Turns.Sum(turn => (long)Encoding.UTF8.GetByteCount(turn.Text) + TemplateTokensPerTurn);

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Turns.IsDefaultOrEmpty) faults.Add("there is no turn to answer");
        if (MaxOutputTokens < 1) faults.Add($"most output tokens {MaxOutputTokens} is below 1");
        if (Temperature is { } temperature && !(temperature >= 0 && temperature <= 2)) faults.Add($"temperature {temperature} is not in [0, 2]");
        if (faults.Count > 0) throw new BadInputException($"Call of a model: {string.Join("; ", faults)}.");
    }

    /// <summary>Identity of the conversation.</summary>
    internal Digest TurnsDigest()
    {
        using var builder = new DigestBuilder();
        foreach (ModelTurn turn in Turns) builder.Add((long)turn.Role).Add(turn.Text);
        return builder.Build();
    }
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Extropy.Search.Contracts;

/// <summary>Turns prompts and steps into token ids and back. A task may bring its own. Thread-safe and pure.</summary>
public interface ITokenCodec
{
    /// <summary>Identity of the vocabulary and the format; stored with checkpoints.</summary>
    string Name { get; }

    /// <summary>V, the number of token ids: ids are 0 … V − 1.</summary>
    int VocabularySize { get; }

    /// <summary>The id that ends a step.</summary>
    int StepEnd { get; }

    /// <summary>The id that ends the whole answer.</summary>
    int AnswerEnd { get; }

    /// <summary>The ids of a prompt, begin token included.</summary>
    /// <exception cref="Extropy.Core.Errors.BadInputException">The text has a word outside the vocabulary.</exception>
    ImmutableArray<int> Encode(Prompt prompt);

    /// <summary>The ids of a step's text, without any end id; false when the text has a word outside the vocabulary.</summary>
    bool TryEncodeStep(string text, [NotNullWhen(true)] out int[]? ids);

    /// <summary>The text of a step's ids (without end ids). Never throws: unknown ids appear as <c>&lt;id&gt;</c>.</summary>
    string DecodeStep(ReadOnlySpan<int> ids);
}

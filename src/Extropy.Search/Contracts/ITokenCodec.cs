using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Extropy.Search.Contracts;

/// <summary>Turns prompts and steps into token ids and back. A task may bring its own. Thread-safe and pure.</summary>
/// <remarks>Where one id ends a step, the members with a body need no other. A vocabulary of subwords, in which many ids can end a paragraph and
/// carry words of it too, says by them what ends a step.</remarks>
public interface ITokenCodec
{
    /// <summary>Identity of the vocabulary and the format; stored with checkpoints.</summary>
    string Name { get; }

    /// <summary>V, the number of token ids: ids are 0 … V − 1.</summary>
    int VocabularySize { get; }

    /// <summary>The id that ends a step; −1 where no single one does.</summary>
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

    /// <summary>What the last of a step's ids ends.</summary>
    /// <param name="ids">The step's ids so far, from its first on; none before the last ended anything.</param>
    StepEnding EndingOf(ReadOnlySpan<int> ids) =>
        ids.IsEmpty ? StepEnding.None : ids[^1] == AnswerEnd ? StepEnding.Answer : ids[^1] == StepEnd ? StepEnding.Step : StepEnding.None;

    /// <summary>Appends a step's ids so that they end a step, or the answer.</summary>
    /// <param name="ids">The step's ids, with an end or without.</param>
    /// <param name="endsAnswer">Which end is wanted.</param>
    /// <param name="row">Receives them.</param>
    void AppendClosed(ReadOnlySpan<int> ids, bool endsAnswer, List<int> row)
    {
        row.AddRange(EndingOf(ids) == StepEnding.None ? ids : ids[..^1]);
        row.Add(endsAnswer ? AnswerEnd : StepEnd);
    }

    /// <summary>The text of a step's ids, with an end or without. Never throws.</summary>
    string DecodeClosed(ReadOnlySpan<int> ids) => DecodeStep(EndingOf(ids) == StepEnding.None ? ids : ids[..^1]);
}

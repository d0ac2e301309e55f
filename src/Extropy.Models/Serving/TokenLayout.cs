using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Extropy.Core.Errors;
using Extropy.Search.Contracts;

namespace Extropy.Models.Serving;

/// <summary>How prompts and steps lie in a row of tokens: the prompt, then each step's ids and the id that ends it.</summary>
/// <param name="codec">The vocabulary.</param>
public sealed class TokenLayout(ITokenCodec codec)
{
    /// <summary>Appends a prompt.</summary>
    /// <exception cref="BadInputException">A word or an id outside the vocabulary, or no token at all.</exception>
    public void AddPrompt(List<int> row, Prompt prompt)
    {
        ImmutableArray<int> ids = prompt.TokenIds.IsDefaultOrEmpty ? codec.Encode(prompt) : prompt.TokenIds;
        foreach (int id in ids)
        {
            if ((uint)id >= (uint)codec.VocabularySize)
                throw new BadInputException($"The prompt has the token {id}; the vocabulary '{codec.Name}' ends at {codec.VocabularySize - 1}.");
        }

        if (ids.IsEmpty) throw new BadInputException("The prompt has no token: a model needs at least one to begin.");
        row.AddRange(ids);
    }

    /// <summary>Appends a step and its end.</summary>
    /// <returns>False, and nothing appended, when its text has a word outside the vocabulary.</returns>
    public bool TryAddStep(List<int> row, Step step)
    {
        ReadOnlySpan<int> own = OwnIds(step);
        if (own.IsEmpty && step.Text.Length > 0)
        {
            if (!codec.TryEncodeStep(step.Text, out int[]? ids)) return false;
            own = ids;
        }

        codec.AppendClosed(own, step.EndsTrajectory, row);
        return true;
    }

    /// <summary>Appends the forced beginning of a step.</summary>
    /// <exception cref="BadInputException">A word outside the vocabulary.</exception>
    internal void AddCue(List<int> row, string cue)
    {
        if (!codec.TryEncodeStep(cue, out int[]? ids))
            throw new BadInputException($"The cue '{cue}' has a word outside the vocabulary '{codec.Name}'.");
        row.AddRange(ids);
    }

    /// <summary>Cuts written tokens into steps.</summary>
    /// <param name="tokens">What was written.</param>
    /// <param name="isTruncated">Whether the last step lacks its end.</param>
    internal ImmutableArray<Step> Cut(DecodedTokens tokens, out bool isTruncated)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        int start = 0;
        for (int i = 0; i < tokens.Ids.Length; i++)
        {
            StepEnding ending = codec.EndingOf(tokens.Ids.AsSpan(start..(i + 1)));
            if (ending == StepEnding.None) continue;
            steps.Add(StepOf(tokens, start, i + 1, ending));
            start = i + 1;
        }

        isTruncated = start < tokens.Ids.Length;
        if (isTruncated) steps.Add(StepOf(tokens, start, tokens.Ids.Length, StepEnding.None));
        return steps.ToImmutable();
    }

    // A step's ids, with their end or without, if it carries ids of this vocabulary that spell its text: a model's own words, control words included.
    private ReadOnlySpan<int> OwnIds(Step step)
    {
        if (step.Tokens is not { Ids: { IsDefaultOrEmpty: false } ids }) return [];
        ReadOnlySpan<int> own = ids.AsSpan();
        foreach (int id in own)
            if ((uint)id >= (uint)codec.VocabularySize) return [];
        return string.Equals(codec.DecodeClosed(own), step.Text, StringComparison.Ordinal) ? own : [];
    }

    private Step StepOf(DecodedTokens tokens, int start, int end, StepEnding ending)
    {
        int[] ids = tokens.Ids[start..end];
        return new Step(codec.DecodeClosed(ids), ending == StepEnding.Answer, new StepTokens(ImmutableCollectionsMarshal.AsImmutableArray(ids))
        {
            LpModel = ImmutableCollectionsMarshal.AsImmutableArray(tokens.LpModel[start..end]),
            LpBehaviour = ImmutableCollectionsMarshal.AsImmutableArray(tokens.LpBehaviour[start..end]),
            EntropyNats = ImmutableCollectionsMarshal.AsImmutableArray(tokens.EntropyNats[start..end]),
        });
    }
}

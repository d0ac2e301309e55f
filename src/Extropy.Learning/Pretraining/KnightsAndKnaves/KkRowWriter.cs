using System.Collections.Immutable;
using Extropy.Learning.Batches;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Learning.Pretraining.KnightsAndKnaves;

/// <summary>Writes a row as the policy will read and write it: the prompt, every paragraph followed by its end token, the answer by its own.
/// Decides what counts: nothing of the prompt, all of a derivation, only the tests of a given paragraph.</summary>
/// <param name="row">Receives the tokens.</param>
/// <param name="verdictWeight">Weight of a verdict; other tokens that count weigh 1.</param>
internal readonly struct KkRowWriter(TrainingRow row, float verdictWeight)
{
    private static readonly int Test = KkCodec.Id(Words.Test);
    private static readonly int Ok = KkCodec.Id(Words.Ok);
    private static readonly int Contra = KkCodec.Id(Words.Contra);

    /// <summary>The begin token and the statements.</summary>
    public void Prompt(KkPuzzle puzzle)
    {
        foreach (int id in KkCodec.Shared.Encode(new Prompt(KkWriter.Prompt(puzzle)))) row.Add(id, 0);
    }

    /// <summary>A paragraph by somebody else, of which the verdicts are to be learnt: what follows the word TEST.</summary>
    public void Given(Claim claim) => Paragraph(claim, KkCodec.Shared.StepEnd, weight: 0);

    /// <summary>Paragraphs to be learnt as a whole; the last, the answer, ends the row.</summary>
    public void Derivation(ImmutableArray<Claim> claims)
    {
        foreach (Claim claim in claims)
            Paragraph(claim, claim is Claim.Answer ? KkCodec.Shared.AnswerEnd : KkCodec.Shared.StepEnd, weight: 1);
    }

    private void Paragraph(Claim claim, int end, float weight)
    {
        if (!KkCodec.Shared.TryEncodeStep(KkWriter.Paragraph(claim), out int[]? ids))
            throw new ArgumentException($"'{KkWriter.Paragraph(claim)}' is not in the dialect.", nameof(claim));
        foreach (int id in ids)
        {
            bool isVerdict = id == Ok || id == Contra;
            row.Add(id, isVerdict ? verdictWeight : weight, isVerdict);
            if (id == Test) weight = 1;
        }

        row.Add(end, 1);
    }
}

using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Tasks.KnightsAndKnaves.Verification;

/// <summary>Everything about one paragraph of one puzzle that a verdict or a goal may ask, worked out once.</summary>
internal sealed class ParagraphFacts
{
    private readonly ulong[] _agreeing = [];

    public ParagraphFacts(KkPuzzle puzzle, KkParagraph? paragraph)
    {
        Claim = paragraph?.Claim;
        Validity = KkStepVerifier.Judge(puzzle, paragraph);
        Roles = Claim switch
        {
            Claim.Consistent consistent => consistent.Roles,
            Claim.Contradiction refutation => refutation.Roles,
            _ => Roles.None,
        };
        if (Validity != StepValidity.Valid) return;
        _agreeing = new ulong[AssignmentBits.Words(puzzle.People)];
        for (int word = 0; word < _agreeing.Length; word++) _agreeing[word] = AssignmentBits.Agreeing(puzzle.People, Roles, word);
        if (Claim is not Claim.Contradiction { Refuted: var refuted }) return;
        IsRefutation = true;
        Premise = Roles.Without(refuted.Person);
        Conclusion = refuted.Opposite;
    }

    /// <summary>The claim, or null.</summary>
    public Claim? Claim { get; }

    /// <summary>The step verifier's verdict.</summary>
    public StepValidity Validity { get; }

    /// <summary>The assumptions, the refuted role included; none for other claims.</summary>
    public Roles Roles { get; }

    /// <summary>True for a verified consistent paragraph.</summary>
    public bool IsConsistent => Validity == StepValidity.Valid && !IsRefutation;

    /// <summary>True for a verified contradiction.</summary>
    public bool IsRefutation { get; }

    /// <summary>Of a verified contradiction: what has to hold …</summary>
    public Roles Premise { get; }

    /// <summary>… for this role to follow.</summary>
    public RoleOf Conclusion { get; }

    /// <summary>Of a verified paragraph: the assignments that agree with its roles. A contradiction rules them out.</summary>
    public ReadOnlySpan<ulong> Agreeing => _agreeing;
}

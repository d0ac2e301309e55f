using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Tasks.KnightsAndKnaves.Verification;

/// <summary>
/// Judges one paragraph by itself, without its neighbours and without the solution. "Consistent" is right when the assumptions pass the
/// partial-consistency test; "contradiction" is right when the assumptions together with the refuted role fail it. Whose claim is named as
/// contradicted is a remark and not judged, except where a paragraph spells its tests out: then each listed test must be true too.
/// </summary>
/// <remarks>Rules of the step checker released with BES (arXiv 2605.28814), which knows no spelled-out tests. Remarks, answers, claims about
/// people who are not in the puzzle and text that makes no claim are neutral. Thread-safe.</remarks>
public static class KkStepVerifier
{
    /// <summary>The verdict on a paragraph.</summary>
    /// <param name="puzzle">The puzzle.</param>
    /// <param name="paragraph">What was read; null is neutral.</param>
    public static StepValidity Judge(KkPuzzle puzzle, KkParagraph? paragraph)
    {
        Roles roles;
        switch (paragraph?.Claim)
        {
            case Claim.Consistent consistent:
                roles = consistent.Roles;
                break;
            case Claim.Contradiction refutation:
                roles = refutation.Roles;
                break;
            default:
                return StepValidity.Neutral;
        }

        if (roles.Known >> puzzle.People != 0) return StepValidity.Neutral;
        bool isRight = PartialConsistency.Holds(puzzle, roles) == paragraph.Claim is Claim.Consistent;
        foreach (PersonTest test in paragraph.Tests)
            isRight &= PartialConsistency.CanHold(puzzle, test.Person, roles) == test.IsOk;
        return isRight ? StepValidity.Valid : StepValidity.Wrong;
    }
}

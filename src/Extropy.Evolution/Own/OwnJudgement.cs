using Extropy.Core.Outcomes;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Own;

/// <summary>What became of one candidate: an evaluation always, and whether the evaluator answered at all.</summary>
/// <param name="Evaluation">Refused where there was no answer.</param>
/// <param name="Fault">Why the evaluator gave no answer, in one sentence; null where it did, or was not asked.</param>
internal sealed record OwnJudgement(Evaluation Evaluation, string? Fault)
{
    /// <summary>A candidate that the evaluator was not asked about.</summary>
    public static OwnJudgement Refused(Aim aim, string why) => new(Evaluation.Refused(aim, why), null);

    /// <summary>What the evaluator's answer makes of a candidate.</summary>
    public static OwnJudgement Of(Aim aim, Outcome<EvaluatorAnswer> answer) => answer.Match(
        said => new OwnJudgement(said.IsCorrect
            ? new Evaluation { IsCorrect = true, Raw = said.Score, Aim = aim, Metrics = said.Metrics }
            : Evaluation.Refused(aim, said.Reason is { Length: > 0 } reason ? $"{reason.TrimEnd('.')}." : "The evaluator calls it not correct and gives no reason.") with { Metrics = said.Metrics }, null),
        fault => new OwnJudgement(Evaluation.Refused(aim, fault.Reason), fault.Reason));
}

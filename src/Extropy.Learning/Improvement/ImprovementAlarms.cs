using System.Globalization;

namespace Extropy.Learning.Improvement;

/// <summary>Looks at every update and says, once each, what goes wrong and what to do about it.</summary>
public sealed class ImprovementAlarms
{
    private const int Patience = 5; // updates in a row
    private const double Collapse = 0.1, Explosion = 4; // against the first update's entropy
    private const double LargestDrift = 4; // |ρ − 1| of a token

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private double _firstEntropy = double.NaN;
    private int _constant;

    /// <summary>What the update gives reason to say; usually nothing.</summary>
    public IEnumerable<string> Of(UpdateRow row)
    {
        double entropy = row["entropy"];
        if (double.IsNaN(_firstEntropy)) _firstEntropy = entropy;
        _constant = row["groups/constant"] >= 1 ? _constant + 1 : 0;
        if (entropy < Collapse * _firstEntropy && Tell("collapse"))
            yield return Line(row, $"entropy fell to {entropy:0.0000} nats, a tenth of where it began: the policy stops exploring. Lower learning-rate, or set entropy-bonus.");
        if (entropy > Explosion * _firstEntropy && Tell("explosion"))
            yield return Line(row, $"entropy rose to {entropy:0.000} nats, {Explosion:0} times where it began: the policy dissolves. Lower learning-rate or entropy-bonus.");
        if (_constant >= Patience && Tell("constant"))
        {
            double wrong = row["groups/all-wrong"];
            string advice = wrong >= 0.9 ? "all of them are wrong throughout. Take easier puzzles, larger groups, or search for rollouts."
                : wrong <= 0.1 ? "all of them are right throughout. Take harder puzzles."
                : string.Create(CultureInfo.InvariantCulture, $"{wrong:0 %} of the last are wrong throughout, the others right. Mix sizes between the two, or take larger groups.");
            yield return Line(row, $"{Patience} updates in a row without a group that has both right and wrong answers, so nothing is learnt: {advice}");
        }

        if (row["ratio/largest-deviation"] > LargestDrift && Tell("drift"))
            yield return Line(row, $"a token became {row["ratio/largest-deviation"] + 1:0.0} times as likely within one update. Use fewer minibatches or epochs, or lower learning-rate.");
        if (row.Skipped > 0 && Tell("skipped"))
            yield return Line(row, $"{row.Skipped} optimiser steps were left out because a number was not finite. Lower learning-rate.");
        if (row["sampler/mismatch"] > 0 && Tell("mismatch"))
            yield return Line(row, $"sampler and trainer disagree by {row["sampler/mismatch"]:0.0e0} nats on a token; they never should. Please report this.");
    }

    private bool Tell(string kind) => _told.Add(kind);

    private static string Line(UpdateRow row, FormattableString text) =>
        string.Create(CultureInfo.InvariantCulture, $"update {row.Step + 1}: ") + text.ToString(CultureInfo.InvariantCulture);
}

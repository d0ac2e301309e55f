using Extropy.Core.Errors;

namespace Extropy.Learning.Optimisation;

/// <summary>
/// Linear warm-up, then half a cosine: η(s) = peak·(s + 1)/w for s &lt; w, then low + (peak − low)·(1 + cos πx)/2 with x running from 0 at
/// s = w to 1 at s = total, where low = peak·<see cref="FinalShare"/>. Source: Loshchilov and Hutter 2017, equation 5, without restarts.
/// </summary>
/// <param name="Peak">Largest rate, positive.</param>
/// <param name="WarmUpSteps">w, in [0, total].</param>
/// <param name="TotalSteps">How many steps there are, at least 1.</param>
/// <param name="FinalShare">The share of the peak at the end, in [0, 1]; 1 keeps the rate.</param>
public sealed record LearningRateSchedule(double Peak, long WarmUpSteps, long TotalSteps, double FinalShare)
{
    /// <summary>The rate of one step.</summary>
    /// <param name="step">s, from 0; beyond the end the final rate stays.</param>
    public double At(long step)
    {
        if (step < WarmUpSteps) return Peak * (step + 1) / WarmUpSteps;
        double low = Peak * FinalShare;
        double x = TotalSteps == WarmUpSteps ? 1 : Math.Min(1, (double)(step - WarmUpSteps) / (TotalSteps - WarmUpSteps));
        return low + (Peak - low) * RaisedCosine(x);
    }

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!(Peak > 0) || !double.IsFinite(Peak)) faults.Add($"learning rate {Peak} is not a positive number");
        if (TotalSteps < 1) faults.Add($"{TotalSteps} steps are below 1");
        if (WarmUpSteps < 0 || WarmUpSteps > TotalSteps) faults.Add($"{WarmUpSteps} warm-up steps are not in [0, {TotalSteps}]");
        if (!(FinalShare >= 0 && FinalShare <= 1)) faults.Add($"final share {FinalShare} is not in [0, 1]");
        if (faults.Count > 0) throw new BadInputException($"Learning rate schedule: {string.Join("; ", faults)}.");
    }

    /// <summary>(1 + cos πx)/2 for x in [0, 1], exact at both ends: cos²(πx/2), from the Taylor series of cos or, beyond ½, of sin. Made of
    /// exact operations, because the library's cosine differs between platforms in the last bit.</summary>
    internal static double RaisedCosine(double x)
    {
        bool isUpper = x > 0.5;
        double angle = Math.PI / 2 * (isUpper ? 1 - x : x); // at most π/4
        double square = angle * angle;
        double sum = 1;
        for (int i = 20; i > 0; i -= 2)
            sum = Math.FusedMultiplyAdd(sum, -square / (isUpper ? i * (i + 1) : i * (i - 1)), 1);
        return isUpper ? angle * sum * (angle * sum) : sum * sum;
    }
}

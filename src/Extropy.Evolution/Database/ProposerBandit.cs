using Extropy.Core.Chance;
using Extropy.Models.Kernels;

namespace Extropy.Evolution.Database;

/// <summary>
/// Which of several proposers to ask: an upper confidence bound that only gains move. The reward is r = max(0, merit − max(parent's, starts' best)); a proposer's
/// worth is the mean of exp(r) − 1 over its tries, divided by the largest single exp(r) − 1, plus c √(2 ln t / n). Old tries fade. Where proposers cost money,
/// cheapness is blended in. Merits only: goal scores never come near it.
/// </summary>
internal sealed class ProposerBandit
{
    /// <summary>Weight of the confidence bound.</summary>
    public const double Exploration = 1;

    /// <summary>Share of the draws that goes to the others.</summary>
    public const double Others = 0.2;

    /// <summary>What is left of a try after the next one.</summary>
    public const double Decay = 0.95;

    /// <summary>Weight of cheapness where proposers cost money.</summary>
    public const double CheapnessWeight = 0.7;

    private const double SmallGain = 1e-8; // exp(gain) − 1 is the gain itself to the last bits

    private readonly double[] _tries;
    private readonly double[] _logGains; // ln Σ (exp(r) − 1), faded
    private readonly double[] _costs;
    private readonly double[] _probabilities;
    private double _logLargest = double.NegativeInfinity;

    public ProposerBandit(int arms)
    {
        _tries = new double[arms];
        _logGains = new double[arms];
        _costs = new double[arms];
        _probabilities = new double[arms];
        Array.Fill(_logGains, double.NegativeInfinity);
    }

    /// <summary>Learns from one try.</summary>
    /// <param name="arm">Who was asked.</param>
    /// <param name="merit">Of the candidate; −∞ where there is none or it is not correct.</param>
    /// <param name="baseline">The larger of the parent's merit and the best start's; −∞ where there is neither.</param>
    /// <param name="cost">Money, not negative.</param>
    public void Learn(int arm, double merit, double baseline, double cost)
    {
        for (int i = 0; i < _tries.Length; i++)
        {
            _tries[i] *= Decay;
            _logGains[i] += Elementary.Log(Decay);
            _costs[i] *= Decay;
        }

        _tries[arm]++;
        _costs[arm] += cost;
        double gain = double.IsFinite(baseline) && double.IsFinite(merit) ? Math.Max(0, merit - baseline) : 0;
        if (gain == 0) return;
        double logGain = gain < SmallGain ? Elementary.Log(Math.Max(gain, 2.2250738585072014e-308)) : gain + Elementary.Log(1 - Exp(-gain)); // ln(exp(gain) − 1)
        _logGains[arm] = LogSum(_logGains[arm], logGain);
        _logLargest = Math.Max(_logLargest, logGain);
    }

    /// <summary>The probability of each proposer.</summary>
    /// <param name="probabilities">Shape [arms]; receives them.</param>
    public void Probabilities(Span<double> probabilities)
    {
        Span<double> worth = stackalloc double[_tries.Length];
        Worth(worth);
        double most = double.NegativeInfinity;
        int winners = 0;
        foreach (double value in worth)
        {
            if (value > most) (most, winners) = (value, 1);
            else if (value == most) winners++;
        }

        int losers = worth.Length - winners;
        for (int i = 0; i < worth.Length; i++)
            probabilities[i] = losers == 0 ? 1.0 / winners : worth[i] == most ? (1 - Others) / winners : Others / losers;
    }

    /// <summary>Draws whom to ask.</summary>
    public int Draw(ref Draws draws)
    {
        if (_tries.Length == 1) return 0;
        Probabilities(_probabilities);
        return draws.NextCategorical(_probabilities);
    }

    private void Worth(Span<double> worth)
    {
        double all = 0;
        foreach (double tries in _tries) all += tries;
        for (int i = 0; i < worth.Length; i++)
        {
            double mean = _tries[i] > 0 && double.IsFinite(_logLargest) ? Exp(_logGains[i] - Elementary.Log(_tries[i]) - _logLargest) : 0;
            worth[i] = _tries[i] > 0 ? mean + (Exploration * Bound(all, i)) : double.PositiveInfinity;
        }

        Blend(all, worth);
    }

    private double Bound(double all, int arm) => Math.Sqrt(2 * Elementary.Log(Math.Max(all, 1)) / _tries[arm]);

    /// <summary>Cheapness: the median cost over a proposer's own, taken optimistically (a mean of few tries is divided by 1 + its bound), scaled to at most 1.</summary>
    private void Blend(double all, Span<double> worth)
    {
        Span<double> costs = stackalloc double[worth.Length];
        int known = 0;
        for (int i = 0; i < worth.Length; i++)
        {
            if (_tries[i] > 0) costs[known++] = _costs[i] / _tries[i];
        }

        costs = costs[..known];
        costs.Sort();
        if (known == 0 || costs[^1] <= 0) return;
        double median = known % 2 == 1 ? costs[known / 2] : 0.5 * (costs[(known / 2) - 1] + costs[known / 2]);
        Span<double> cheapness = stackalloc double[worth.Length];
        double most = 0;
        for (int i = 0; i < worth.Length; i++)
        {
            if (_tries[i] <= 0) continue;
            double own = _costs[i] / _tries[i] / (1 + Bound(all, i));
            cheapness[i] = own > 0 ? median / own : double.PositiveInfinity;
            most = Math.Max(most, cheapness[i]);
        }

        for (int i = 0; i < worth.Length; i++)
        {
            if (_tries[i] <= 0) continue;
            double scaled = double.IsInfinity(most) ? (double.IsInfinity(cheapness[i]) ? 1 : 0) : most > 0 ? cheapness[i] / most : 0;
            worth[i] = ((1 - CheapnessWeight) * worth[i]) + (CheapnessWeight * scaled);
        }
    }

    private static double Exp(double x) => x < -700 ? 0 : Elementary.Exp(Math.Min(x, 700)); // 700: where the series ends

    private static double LogSum(double one, double other)
    {
        double larger = Math.Max(one, other), smaller = Math.Min(one, other);
        return double.IsNegativeInfinity(smaller) ? larger : larger + Elementary.Log(1 + Exp(smaller - larger));
    }
}

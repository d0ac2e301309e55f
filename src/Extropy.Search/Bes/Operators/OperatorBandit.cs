namespace Extropy.Search.Bes.Operators;

/// <summary>
/// The adaptive operator mix, our own addition to the paper: each operator's share follows the score it gained per token it cost.
/// </summary>
/// <remarks>
/// Gain of a move: max(0, s(child) − max s(parents)); 0 for a failed one. Cost: tokens charged; a recombined child, free in tokens, costs
/// what one policy step costs on average, since it takes a place in the pool and a verdict. With G_o, C_o the sums of an operator, ρ the
/// rate over all operators and κ = <see cref="PriorSteps"/> average steps, rate_o = (G_o + κρ) / (C_o + κ) and
/// share_o ∝ mix_o · clamp(rate_o / ρ, 1 / <see cref="Range"/>, <see cref="Range"/>). A function of history alone: no chance of its own.
/// </remarks>
internal sealed class OperatorBandit(OperatorMix mix)
{
    /// <summary>κ, in average policy steps: how much evidence outweighs the start.</summary>
    public const double PriorSteps = 20;

    /// <summary>Most a share may grow or shrink against the start before normalisation.</summary>
    public const double Range = 5;

    private readonly double[] _mix = mix.ToArray();
    private readonly double[] _shares = mix.ToArray();
    private readonly double[] _gain = new double[5];
    private readonly double[] _cost = new double[5];
    private readonly long[] _freeMoves = new long[5];
    private double _tokens;
    private double _steps;

    /// <summary>Probability of each operator now, in the order of <see cref="Operator"/>.</summary>
    public ReadOnlySpan<double> Shares => _shares;

    /// <summary>A move was made, or tried.</summary>
    /// <param name="which">The operator.</param>
    /// <param name="gain">Score gained, ≥ 0.</param>
    /// <param name="tokens">Tokens charged; 0 for a recombination.</param>
    /// <param name="steps">Policy steps they bought.</param>
    public void Credit(Operator which, double gain, long tokens, int steps)
    {
        int index = (int)which;
        _gain[index] += gain;
        if (steps > 0)
        {
            _cost[index] += tokens;
            _tokens += tokens;
            _steps += steps;
        }
        else
        {
            _freeMoves[index]++;
        }

        Update();
    }

    private void Update()
    {
        if (_steps == 0) return;
        double stepCost = Math.Max(1, _tokens / _steps), prior = PriorSteps * stepCost;
        double gain = 0, cost = 0;
        for (int i = 0; i < _mix.Length; i++)
        {
            gain += _gain[i];
            cost += Cost(i, stepCost);
        }

        double rate = gain / cost, sum = 0;
        if (!(rate > 0)) return;
        for (int i = 0; i < _mix.Length; i++)
        {
            double own = (_gain[i] + prior * rate) / (Cost(i, stepCost) + prior);
            _shares[i] = _mix[i] * Math.Clamp(own / rate, 1 / Range, Range);
            sum += _shares[i];
        }

        for (int i = 0; i < _shares.Length; i++) _shares[i] /= sum;
    }

    private double Cost(int index, double stepCost) => _cost[index] + _freeMoves[index] * stepCost;
}

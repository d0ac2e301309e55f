using Extropy.Core.Chance;

namespace Extropy.Search.Theory;

/// <summary>
/// The smallest policy with memory: two states, the first uniform, every next one equal to the last with probability a. All quantities of
/// Theorem 1 of Bidirectional Evolutionary Search (arXiv 2605.28814) have a closed form here. A trajectory is T steps; P is the policy;
/// Q joins k equal blocks, each cut out of its own independent rollout.
/// </summary>
/// <remarks>Immutable, thread-safe. With J switches among the T − 1 transitions, −log P = ln 2 − (T − 1 − J) ln a − J ln(1 − a), so shell
/// membership is a sum over a binomial (under P) or over the convolution of two (under Q: the k − 1 seams switch with probability ½).</remarks>
public sealed class StickyChain
{
    /// <summary>Slack of shell membership in nats: at a = ½ every trajectory lies exactly on the mean and rounding must not decide.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Creates the chain.</summary>
    /// <param name="steps">T ≥ 1.</param>
    /// <param name="stay">a in (0, 1), the probability that a step repeats the state before it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its range.</exception>
    public StickyChain(int steps, double stay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (!(stay > 0 && stay < 1)) throw new ArgumentOutOfRangeException(nameof(stay), stay, "The probability to stay lies in (0, 1).");
        Steps = steps;
        Stay = stay;
    }

    /// <summary>T, the number of steps.</summary>
    public int Steps { get; }

    /// <summary>a, the probability to repeat the last state.</summary>
    public double Stay { get; }

    /// <summary>h = −a ln a − (1 − a) ln(1 − a), the entropy of every step but the first, nats.</summary>
    public double StepEntropyNats => -Stay * Math.Log(Stay) - (1 - Stay) * Math.Log(1 - Stay);

    /// <summary>H_T = ln 2 + (T − 1) h, nats.</summary>
    public double EntropyNats => Math.Log(2) + (Steps - 1) * StepEntropyNats;

    /// <summary>L, the largest surprise of a single step, nats: the constant of assumption A1.</summary>
    public double MaxSurpriseNats => Math.Max(Math.Log(2), -Math.Log(Math.Min(Stay, 1 - Stay)));

    /// <summary>Sum over the steps of the conditional variance of their surprise, nats²: (T − 1) a (1 − a) ln²(a / (1 − a)).</summary>
    public double SurpriseVariance
    {
        get
        {
            double logOdds = Math.Log(Stay / (1 - Stay));
            return (Steps - 1) * Stay * (1 - Stay) * logOdds * logOdds;
        }
    }

    /// <summary>−log P of a trajectory with so many switches, nats.</summary>
    public double SurpriseNats(int switches) =>
        Math.Log(2) - (Steps - 1 - switches) * Math.Log(Stay) - switches * Math.Log(1 - Stay);

    /// <summary>TC = (k − 1)(ln 2 − h): total correlation of k blocks, nats.</summary>
    public double TotalCorrelationNats(int blocks) => (CheckBlocks(blocks) - 1) * (Math.Log(2) - StepEntropyNats);

    /// <summary>KL(Q‖P) = (k − 1)(−½ ln(a (1 − a)) − ln 2), nats.</summary>
    public double RecombinationDivergenceNats(int blocks) =>
        (CheckBlocks(blocks) - 1) * (-0.5 * Math.Log(Stay * (1 - Stay)) - Math.Log(2));

    /// <summary>E_Q[−log P] = H_T + TC + KL(Q‖P): mean surprise of a recombined trajectory, nats.</summary>
    public double RecombinedSurpriseNats(int blocks) =>
        EntropyNats + TotalCorrelationNats(blocks) + RecombinationDivergenceNats(blocks);

    /// <summary>Pr over P that |−log P(Y) − H_T| ≤ ε T, exactly.</summary>
    /// <param name="epsilon">ε ≥ 0, nats per step.</param>
    public double ProbabilityInsideShell(double epsilon) => Inside(Binomial(Steps - 1, 1 - Stay), epsilon);

    /// <summary>Pr over Q that |−log P(Y) − H_T| ≤ ε T, exactly.</summary>
    /// <param name="blocks">k, which divides T.</param>
    /// <param name="epsilon">ε ≥ 0, nats per step.</param>
    public double RecombinedProbabilityInsideShell(int blocks, double epsilon)
    {
        CheckBlocks(blocks);
        return Inside(Convolve(Binomial(Steps - blocks, 1 - Stay), Binomial(blocks - 1, 0.5)), epsilon);
    }

    /// <summary>Whether a surprise lies in the shell A_ε.</summary>
    public bool IsInsideShell(double surpriseNats, double epsilon) =>
        Math.Abs(surpriseNats - EntropyNats) <= epsilon * Steps + Rounding;

    /// <summary>−log P of one rollout of P, nats.</summary>
    public double SampleSurpriseNats(RandomStream chance, long sample)
    {
        Draws draws = chance.At(sample, -1);
        int switches = 0;
        for (int step = 1; step < Steps; step++)
        {
            if (!draws.NextBernoulli(Stay)) switches++;
        }

        return SurpriseNats(switches);
    }

    /// <summary>−log P of one draw of Q, nats: every block is cut out of its own rollout, walked from the first step.</summary>
    public double SampleRecombinedSurpriseNats(int blocks, RandomStream chance, long sample)
    {
        int length = Steps / CheckBlocks(blocks);
        int switches = 0;
        bool last = false;
        for (int block = 0; block < blocks; block++)
        {
            Draws draws = chance.At(sample, block);
            bool state = draws.NextBernoulli(0.5);
            for (int step = 0; step < (block + 1) * length; step++)
            {
                if (step > 0) state ^= !draws.NextBernoulli(Stay);
                if (step < block * length) continue; // before the block: walked, not kept
                if ((block > 0 || step > 0) && state != last) switches++;
                last = state;
            }
        }

        return SurpriseNats(switches);
    }

    private int CheckBlocks(int blocks)
    {
        if (blocks < 1 || Steps % blocks != 0)
            throw new ArgumentOutOfRangeException(nameof(blocks), blocks, $"The number of blocks must divide the {Steps} steps.");
        return blocks;
    }

    private double Inside(double[] switchProbabilities, double epsilon)
    {
        double inside = 0;
        for (int switches = 0; switches < switchProbabilities.Length; switches++)
        {
            if (IsInsideShell(SurpriseNats(switches), epsilon)) inside += switchProbabilities[switches];
        }

        return Math.Min(1, inside);
    }

    /// <summary>Binomial(n, p) by n convolutions with a coin: no factorials, no cancellation.</summary>
    private static double[] Binomial(int trials, double probability)
    {
        var mass = new double[trials + 1];
        mass[0] = 1;
        for (int trial = 1; trial <= trials; trial++)
        {
            for (int count = trial; count > 0; count--)
                mass[count] = mass[count] * (1 - probability) + mass[count - 1] * probability;
            mass[0] *= 1 - probability;
        }

        return mass;
    }

    private static double[] Convolve(double[] left, double[] right)
    {
        var sum = new double[left.Length + right.Length - 1];
        for (int i = 0; i < left.Length; i++)
        {
            for (int j = 0; j < right.Length; j++) sum[i + j] += left[i] * right[j];
        }

        return sum;
    }
}

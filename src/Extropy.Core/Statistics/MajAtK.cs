using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>
/// maj@k from n ≥ k samples of one problem: the chance that an answer wins the vote of k samples drawn without replacement from the n. Exact
/// over all C(n, k) draws, ties split uniformly among the leaders; samples without an answer abstain.
/// </summary>
public static class MajAtK
{
    /// <summary>Most samples: every count of draws up to C(1024, 512) is a finite double.</summary>
    public const int MostSamples = 1024;

    /// <summary>The chance that <paramref name="answer"/> wins.</summary>
    /// <param name="votes">Shape [answers]: how many of the samples gave each answer, not negative.</param>
    /// <param name="answer">Which answer, an index into <paramref name="votes"/>.</param>
    /// <param name="abstentions">Samples without an answer, not negative.</param>
    /// <param name="k">In [1, n], with n = Σ votes + abstentions ≤ <see cref="MostSamples"/>.</param>
    /// <returns>In [0, 1]. Over all answers these sum to 1 less the chance that all k samples abstain.</returns>
    /// <exception cref="ArgumentException">An argument outside its range.</exception>
    /// <remarks>
    /// With c votes for the answer and mⱼ for the others, the favourable draws are Σ over a = 1 … c of C(c, a) · [x^(k − a)] E over Πⱼ (Σ over
    /// b &lt; a of C(mⱼ, b) x^b + y C(mⱼ, a) x^a) · (1 + x)^abstentions, where E replaces y^t, t rivals level with the answer, by 1/(t + 1).
    /// All terms are positive, so nothing cancels. O(n k²) at most.
    /// </remarks>
    public static double Of(ReadOnlySpan<int> votes, int answer, int abstentions, int k)
    {
        if (answer < 0 || answer >= votes.Length) Throw.OutOfRange(nameof(answer), answer, $"an index in [0, {votes.Length - 1}]");
        if (abstentions < 0) Throw.OutOfRange(nameof(abstentions), abstentions, "0 or more");
        long samples = abstentions;
        for (int j = 0; j < votes.Length; j++)
        {
            if (votes[j] < 0) Throw.Negative(nameof(votes), votes[j], j);
            samples += votes[j];
        }

        if (samples > MostSamples) Throw.OutOfRange(nameof(samples), samples, $"at most {MostSamples}");
        if (k < 1 || k > samples) Throw.OutOfRange(nameof(k), k, $"a number in [1, {samples}], the samples");
        double draws = Binomials((int)samples)[k];
        double[] own = Binomials(votes[answer]);
        double won = 0;
        for (int a = 1; a <= Math.Min(votes[answer], k); a++) won += own[a] * WaysToLead(votes, answer, abstentions, a, k - a);
        return Math.Min(1, won / draws);
    }

    /// <summary>Ways to draw the rest so that no rival has more than <paramref name="lead"/> votes; t level rivals count 1/(t + 1).</summary>
    private static double WaysToLead(ReadOnlySpan<int> votes, int answer, int abstentions, int lead, int rest)
    {
        int harmless = abstentions; // silent, or for a rival that has too few votes ever to draw level
        int dangerous = 0;
        for (int j = 0; j < votes.Length; j++)
        {
            if (j == answer) continue;
            if (votes[j] < lead) harmless += votes[j];
            else dangerous++;
        }

        int mostLevel = Math.Min(dangerous, rest / lead);
        var ways = new double[rest + 1, mostLevel + 1]; // [drawn from dangerous rivals, level rivals]
        ways[0, 0] = 1;
        for (int j = 0; j < votes.Length; j++)
            if (j != answer && votes[j] >= lead) AddRival(ways, Binomials(votes[j]), lead, rest);

        double[] others = Binomials(harmless);
        double sum = 0;
        for (int drawn = Math.Max(0, rest - harmless); drawn <= rest; drawn++)
            for (int t = 0; t <= mostLevel; t++) sum += ways[drawn, t] * others[rest - drawn] / (t + 1);
        return sum;
    }

    private static void AddRival(double[,] ways, double[] rival, int lead, int rest)
    {
        int mostLevel = ways.GetLength(1) - 1;
        for (int drawn = rest; drawn > 0; drawn--) // downwards: fewer drawn are still without this rival
        {
            for (int b = 1; b <= Math.Min(lead, drawn); b++)
            {
                int levels = b == lead ? 1 : 0;
                int least = lead == 1 ? drawn : levels; // with a lead of 1 every vote drawn is a level rival
                int most = Math.Min(mostLevel, drawn / lead);
                for (int t = least; t <= most; t++) ways[drawn, t] += ways[drawn - b, t - levels] * rival[b];
            }
        }
    }

    /// <summary>C(n, 0) … C(n, n).</summary>
    private static double[] Binomials(int n)
    {
        var row = new double[n + 1];
        row[0] = 1;
        for (int i = 1; i <= n; i++) row[i] = i <= n / 2 ? row[i - 1] * ((double)(n - i + 1) / i) : row[n - i];
        return row;
    }
}

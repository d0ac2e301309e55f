using System.Collections.Immutable;
using System.Globalization;
using Extropy.Catalog.Experiments;
using Extropy.Search.Theory;

namespace Extropy.Catalog.Bes;

/// <summary><c>reproduce bes-theory</c>: both theorems in closed form, against simulation.</summary>
public sealed class BesTheoryExperiment : IExperiment
{
    private const int Samples = 4000;

    private static readonly (double Probability, int Goals, double Failure)[] Cases = [(0.3, 8, 0.1), (0.2, 6, 0.1), (0.1, 6, 0.1), (0.3, 4, 0.1)];

    /// <inheritdoc/>
    public string Name => "bes-theory";

    /// <inheritdoc/>
    public string Title => "Do the closed forms of both BES theorems hold under simulation?";

    /// <inheritdoc/>
    public ValueTask<ExperimentReport> RunAsync(
        ExperimentOptions options, IProgress<ExperimentProgress>? progress, CancellationToken cancellationToken)
    {
        int samples = options.Repetitions > 0 ? options.Repetitions : Samples;
        progress?.Report(new(0, 3, "entropy shell"));
        var sticky = BesTheory.EntropyShell([64, 128, 256, 512], 0.95, samples, options.Seed, cancellationToken);
        progress?.Report(new(1, 3, "negative control"));
        var control = BesTheory.EntropyShell([64], 0.5, samples, options.Seed, cancellationToken);
        progress?.Report(new(2, 3, "sub-goals"));
        var goals = BesTheory.SubGoals(Cases, samples, options.Seed);
        progress?.Report(new(3, 3, "done"));

        BesTheoryCheck[] all = [.. sticky, .. control, .. goals];
        int failed = all.Count(check => !check.Passes);
        var verdict = failed == 0 ? ExperimentVerdict.Confirmed : ExperimentVerdict.Partly;
        string summary = string.Create(CultureInfo.InvariantCulture, $"{all.Length - failed} of {all.Length} closed forms lie within ")
            + string.Create(CultureInfo.InvariantCulture, $"{BesTheory.Tolerance} standard errors of their simulation. ")
            + "Leaving the shell means lower probability, not correctness; covering sub-goals is not assembling a solution.";
        return ValueTask.FromResult(new ExperimentReport(
            Name, verdict, summary,
            [
                Quantities(), Table("Theorem 1: sticky chain", sticky), Table("Theorem 1: negative control (no memory)", control), Counts(),
                Table("Theorem 2: sub-goals", goals),
            ])
        {
            Rules =
            [
                string.Create(CultureInfo.InvariantCulture, $"{samples} samples a row, seed {options.Seed}; ε = γ/2 with γ = TC/T; blocks of 4 steps."),
            ],
        });
    }

    private static ExperimentTable Table(string title, ImmutableArray<BesTheoryCheck> checks) => new(
        title,
        ["setting", "quantity", "closed form", "simulated", "standard error", "verdict"],
        [.. checks.Select(check => ImmutableArray.Create(
            check.Setting, check.Quantity, Six(check.Exact), Six(check.Simulated.Mean), Six(check.StandardError), check.Passes ? "PASS" : "FAIL"))]);

    private static ExperimentTable Quantities() => new(
        "Theorem 1: closed forms, nats",
        ["setting", "H_T", "TC", "KL(Q‖P)", "E_Q[−log P]", "guaranteed outside"],
        [Row(64, 0.95), Row(256, 0.95), Row(64, 0.5)]);

    private static ImmutableArray<string> Row(int steps, double stay)
    {
        var chain = new StickyChain(steps, stay);
        int blocks = steps / 4;
        double gamma = chain.TotalCorrelationNats(blocks) / steps;
        double escape = EntropyShell.GuaranteedEscape(gamma, gamma / 2, chain.MaxSurpriseNats, chain.EntropyNats, steps);
        return
        [
            FormattableString.Invariant($"T = {steps}, k = {blocks}, a = {stay}"), Nine(chain.EntropyNats), Nine(chain.TotalCorrelationNats(blocks)),
            Nine(chain.RecombinationDivergenceNats(blocks)), Nine(chain.RecombinedSurpriseNats(blocks)), Six(escape),
        ];
    }

    private static ExperimentTable Counts() => new(
        "Theorem 2: candidates needed for success 1 − δ",
        ["setting", "terminal only", "sub-goals, exact", "sub-goals, bound"],
        [.. Cases.Select(x =>
        {
            double[] each = [.. Enumerable.Repeat(x.Probability, x.Goals)];
            return ImmutableArray.Create(
                FormattableString.Invariant($"p = {x.Probability}, m = {x.Goals}, δ = {x.Failure}"),
                Whole(SubGoalCollection.TerminalOnlyCandidates(each, x.Failure)), Whole(SubGoalCollection.CoverageCandidates(each, x.Failure)),
                Whole(SubGoalCollection.CoverageBound(each, x.Failure)));
        })]);

    private static string Nine(double value) => value.ToString("F9", CultureInfo.InvariantCulture);

    private static string Six(double value) => value.ToString("F6", CultureInfo.InvariantCulture);

    private static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

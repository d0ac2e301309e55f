using System.Collections.Immutable;
using System.Globalization;
using Extropy.Catalog.Experiments;
using Extropy.Core.Statistics;

namespace Extropy.Catalog.Bes;

/// <summary><c>reproduce bes-toy</c>: the persona-facts table at an equal budget, with an arm for every part that can be switched off.</summary>
public sealed class BesToyExperiment : IExperiment
{
    private const double Level = 0.05;

    private static readonly string[] ParentsOfTheClaim = ["best-of-N", "tree, terminal only", "tree + goal score", "evolution only"];

    /// <inheritdoc/>
    public string Name => "bes-toy";

    /// <inheritdoc/>
    public string Title => "Does BES beat each of its halves where a sticky policy needs both?";

    /// <inheritdoc/>
    public ValueTask<ExperimentReport> RunAsync(
        ExperimentOptions options, IProgress<ExperimentProgress>? progress, CancellationToken cancellationToken)
    {
        var toy = new BesToyOptions { Seed = options.Seed, Workers = options.Workers };
        if (options.Repetitions > 0) toy = toy with { Repetitions = options.Repetitions };
        IProgress<(int, int)>? cells = progress is null ? null : new Forward(progress);
        return ValueTask.FromResult(Report(toy, BesToy.Run(toy, cells, cancellationToken)));
    }

    /// <summary>The report of finished cells.</summary>
    public static ExperimentReport Report(BesToyOptions options, ImmutableArray<BesToyCell> cells)
    {
        BesToyCell[] claim = [.. cells.Where(cell => ParentsOfTheClaim.Contains(cell.Arm))];
        double[] adjusted = Holm.Adjusted([.. claim.Select(cell => cell.AgainstFlagship!.Test.PValue)]); // the claim's arms are not BES itself
        int beaten = claim.Where((cell, i) => adjusted[i] <= Level && cell.AgainstFlagship!.OnlySecond > cell.AgainstFlagship.OnlyFirst).Count();
        int worse = claim.Where((cell, i) => adjusted[i] <= Level && cell.AgainstFlagship!.OnlySecond < cell.AgainstFlagship.OnlyFirst).Count();
        var verdict = worse > 0 ? ExperimentVerdict.Refuted
            : beaten == claim.Length ? ExperimentVerdict.Confirmed
            : beaten > 0 ? ExperimentVerdict.Partly
            : ExperimentVerdict.NotConfirmedAtThisScale;
        BesToyCell[] compared = [.. cells.Where(cell => cell.Reference is not null)];
        string summary = string.Create(
            CultureInfo.InvariantCulture,
            $"BES solves more than each of its parts in {beaten} of {claim.Length} cells (sign test on the same seeds, Holm, 5 %). ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{compared.Count(cell => cell.Agrees == true)} of {compared.Length} cells agree with the reference within two standard errors.");
        return new ExperimentReport("bes-toy", verdict, summary, [.. options.Stay.Select(stay => Table(stay, cells))]) { Rules = Rules(options) };
    }

    private static ExperimentTable Table(double stay, ImmutableArray<BesToyCell> cells) => new(
        string.Create(CultureInfo.InvariantCulture, $"a = {stay}: searches that told every fact"),
        ["arm", "solved", "95 % interval", "reference", "agrees", "with evolved ancestor", "mean calls", "against BES", "p"],
        [.. cells.Where(cell => cell.Stay == stay).Select(Row)])
    {
        Note = "Against BES: seeds that only this arm solved minus seeds that only BES solved; p of the sign test, one cell at a time.",
    };

    private static ImmutableArray<string> Row(BesToyCell cell) =>
    [
        cell.Arm,
        Three(cell.Rate.Estimate),
        $"{Three(cell.Rate.Low)}–{Three(cell.Rate.High)}",
        cell.Reference is { } reference ? Three(reference) : "",
        cell.Agrees switch { true => "yes", false => "no", null => "" },
        cell.Solved == 0 ? "" : Three((double)cell.Evolved / cell.Solved),
        cell.MeanCalls.ToString("F1", CultureInfo.InvariantCulture),
        cell.AgainstFlagship is { } pair ? (pair.OnlyFirst - pair.OnlySecond).ToString("+0;-0;0", CultureInfo.InvariantCulture) : "",
        cell.AgainstFlagship is { } test ? test.Test.PValue.ToString("G2", CultureInfo.InvariantCulture) : "",
    ];

    private static ImmutableArray<string> Rules(BesToyOptions options) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{options.Repetitions} searches a cell, seed {options.Seed}, the same seeds in every arm."),
        string.Create(CultureInfo.InvariantCulture, $"m = 6 facts, q = 0.6, L_max = 12; budget {options.PolicyCalls} policy calls (the counter equalised)."),
        string.Create(
            CultureInfo.InvariantCulture,
            $"K_max = {options.Rules.MaxExpansion}, each step charged one call; c = {options.Rules.SelectionScale}, τ {options.Rules.Temperature.Initial} → {options.Rules.Temperature.Final}, λ = {options.Rules.UnexploredBonus}, α = {options.Rules.Alpha}."),
        "Children over L_max and duplicates are dropped; noise keeps its persona; a fair coin chooses the skeleton; a failed operator becomes an expansion.",
        string.Create(
            CultureInfo.InvariantCulture,
            $"Pairs are drawn from {options.Rules.PairSample} uniform and {options.Rules.PairBest} best nodes; recombination is free except in the arm that charges it."),
    ];

    private static string Three(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private sealed class Forward(IProgress<ExperimentProgress> progress) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => progress.Report(new(value.Done, value.Total, "cells"));
    }
}

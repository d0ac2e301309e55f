using System.Collections.Immutable;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Core.Chance;
using Extropy.Learning.Evaluation;
using Extropy.Learning.Pretraining.KnightsAndKnaves;

namespace Extropy.Cli.Evaluating;

/// <summary>A finished evaluation.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Setup">What was tried.</param>
/// <param name="Rows">One for each group.</param>
/// <param name="All">Over the problems of all groups.</param>
internal sealed record EvalReport(EvalRequest Request, EvalSetup Setup, ImmutableArray<EvalRow> Rows, EvalRow All)
{
    /// <summary>Evaluates group by group, each as if it were alone, so that leaving one out changes no figure of another.</summary>
    public static async Task<EvalReport> MakeAsync(Invocation invocation, EvalRequest request, EvalSetup setup)
    {
        var options = new PolicyEvaluationOptions
        {
            GroupSize = request.Samples,
            Seed = request.Seed,
            Sampling = request.Sampling with { MaxTokensPerStep = setup.MaxTokensPerStep },
            MaxTokens = setup.MaxTokens,
            HasGreedy = setup.HasGreedy,
        };
        RandomStream intervals = RandomStream.FromSeed(request.Seed).For("eval/intervals");
        var rows = ImmutableArray.CreateBuilder<EvalRow>();
        var all = new List<ProblemScore>();
        int perProblem = request.Samples + (setup.HasGreedy ? 1 : 0);
        long total = setup.Groups.Sum(group => (long)group.Problems.Length * perProblem);
        using var line = new ProgressLine(invocation);
        foreach (EvalGroup group in setup.Groups)
        {
            long before = (long)all.Count * perProblem;
            var told = new Told<int>(done => line.Report(before + done, total, "answers"));
            ImmutableArray<ProblemScore> scores = await PolicyEvaluation.RunAsync(
                setup.Policy, group.Problems, options, told, invocation.Cancellation);
            rows.Add(new EvalRow(
                group.People, group.HeldOut, EvaluationSummary.Of(scores, request.EffectiveKs, intervals), Gate(request, group, scores)));
            all.AddRange(scores);
        }

        int? heldOut = setup.Groups.Sum(group => group.HeldOut ?? 0);
        var whole = new EvalRow(
            null, setup.Groups[0].HeldOut is null ? null : heldOut, EvaluationSummary.Of(all, request.EffectiveKs, intervals), null);
        return new EvalReport(request, setup, rows.ToImmutable(), whole);
    }

    /// <summary>The gate is defined for groups of eight at temperature 1 without filters, on drawn puzzles of its sizes.</summary>
    private static bool? Gate(EvalRequest request, EvalGroup group, ImmutableArray<ProblemScore> scores)
    {
        bool isDefined = group.People is { } people && KkEvaluation.GateSizes.Contains(people) && request.Data is null
            && request is { Samples: PolicyEvaluationOptions.DefaultGroupSize, Sampling: { Temperature: 1, TopP: 1 } };
        return isDefined ? new KkEvaluationRow(group.People!.Value, scores).IsWithinGate : null; // isDefined: has a size
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Cli.Running;
using Extropy.Core.Errors;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Own;
using Extropy.Runs.Store;

namespace Extropy.Cli.Evolving.Arms;

/// <summary><c>evolve --arms</c>: the same problem, seeds and budget for several ways of searching, in one run that can be resumed.</summary>
internal static class ArmsSearch
{
    /// <summary>Searches and compares.</summary>
    /// <exception cref="BadInputException">What is asked for cannot be compared.</exception>
    public static async Task<int> RunAsync(Invocation invocation, EvolveRequest request, ImmutableArray<SearchArm> arms, int seeds)
    {
        Require(request);
        await using EvolveSetup first = SetupOf(invocation, request, arms[0], request.Seed);
        if (first.Kit.Prepare is { } prepare) await prepare(invocation.Cancellation);
        ImmutableSortedDictionary<string, string> options = first.Options.Remove("goals").Add("arms", string.Join(',', arms.Select(arm => arm.Name))).Add("seeds", seeds.ToString(CultureInfo.InvariantCulture));
        return await RunScope.RunAsync(invocation, "evolve", options, async run =>
        {
            ImmutableArray<ArmRun> runs = await SearchesAsync(invocation, run, request, arms, seeds);
            var report = new ArmsReport(first, arms, runs);
            return new RunEnd(ExitCode.Done, report.ToJson(), () => report.Show(invocation.Terminal.Page))
            {
                Measured = new JsonObject { ["callsPossiblyChargedTwice"] = run.Journal.Counts.PossiblyCharged },
            };
        });
    }

    private static async Task<ImmutableArray<ArmRun>> SearchesAsync(Invocation invocation, RunSession run, EvolveRequest request, ImmutableArray<SearchArm> arms, int seeds)
    {
        var runs = ImmutableArray.CreateBuilder<ArmRun>(arms.Length * seeds);
        using var progress = new ProgressLine(invocation);
        for (int i = 0; i < seeds; i++)
        {
            foreach (SearchArm arm in arms)
            {
                await using EvolveSetup setup = SetupOf(invocation, request, arm, request.Seed + i);
                if (setup.Kit.Prepare is { } prepare) await prepare(invocation.Cancellation);
                var services = new EvolutionServices
                {
                    Journal = run.Journal, Name = string.Create(CultureInfo.InvariantCulture, $"{arm.Name}/{request.Seed + i}"), Time = run.Time, Workers = invocation.Workers,
                    Observer = new Told(progress, runs.Count, runs.Capacity, string.Create(CultureInfo.InvariantCulture, $"{arm.Name}, seed {request.Seed + i}")),
                };
                EvolutionOutcome outcome = await new EvolutionRunner(setup.Kit, setup.Plan, services).RunAsync(invocation.Cancellation);
                runs.Add(ArmRun.Of(arm, setup, outcome));
            }
        }

        return runs.MoveToImmutable();
    }

    private static EvolveSetup SetupOf(Invocation invocation, EvolveRequest request, SearchArm arm, long seed) =>
        EvolveSetup.Of(request with { Seed = seed, Given = arm.Of(request.Given) }, invocation.Host.Proposers);

    /// <summary>Says how far a search has come.</summary>
    private sealed class Told(ProgressLine line, int done, int all, string search) : IEvolutionObserver
    {
        public void OnStep(EvolutionStep step, EvolutionState state) => line.Report(
            done, all, string.Create(CultureInfo.InvariantCulture, $"{search}, {state.Evaluations:N0} evaluated, best {state.Best?.Evaluation.Raw ?? double.NaN:0.######}; searches"));
    }

    private static void Require(EvolveRequest request)
    {
        if (OwnProblem.IsFile(request.Problem)) throw new BadInputException("--arms compares searches with goals, which there are for problems that are built in; evolve --list shows all");
        if (request.Proposer is null || string.Equals(request.Proposer, KnownProposers.All[0].Name, StringComparison.OrdinalIgnoreCase))
            throw new BadInputException("--arms compares recombination and goals for proposers that search by them: give --proposer genome or --proposer model");
        if (request.Limits is { Evaluations: long.MaxValue, Tokens: long.MaxValue, Money: decimal.MaxValue })
            throw new BadInputException("--arms compares at an equal budget: give --evaluations, --tokens or --money, which hold for each search; time alone says nothing");
        SearchArm.Require(request.Given);
    }
}

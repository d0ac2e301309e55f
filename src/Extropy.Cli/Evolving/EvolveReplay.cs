using System.Collections.Immutable;
using System.CommandLine;
using Extropy.Cli.Hosting;
using Extropy.Cli.Running;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;
using Extropy.Runs.Effects;
using Extropy.Runs.Store;

namespace Extropy.Cli.Evolving;

/// <summary>Rebuilds an evolution from its record: the whole of a finished run, or as far as an unfinished one came. Nobody is asked anything.</summary>
internal static class EvolveReplay
{
    /// <summary>The search. Works on a copy of the journal, so a run that is being worked on is not disturbed.</summary>
    /// <exception cref="BadInputException">Nothing of it was committed.</exception>
    public static async Task<EvolveReport> OfAsync(RunSummary run, ImmutableArray<KnownProposer> known, CancellationToken cancellation)
    {
        if (run.Manifest.Options.ContainsKey("arms")) throw new BadInputException($"run {run.Id} compares arms; its tables are all there is: runs resume {run.Id} prints them again");
        await using EvolveSetup setup = EvolveSetup.Of(AsKept(run, Parse(run.Manifest.Arguments)), known);
        string copy = Directory.CreateTempSubdirectory("extropy-").FullName;
        try
        {
            foreach (string file in Directory.EnumerateFiles(run.Folder, "journal.db*")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            await using Journal journal = Journal.Open(Path.Combine(copy, "journal.db"));
            var runner = new EvolutionRunner(Recorded(setup.Kit), setup.Plan, new EvolutionServices { Journal = journal });
            EvolutionStop? stop = null;
            try
            {
                stop = (await runner.RunAsync(cancellation)).Stop;
            }
            catch (RecordEndedException)
            {
                // an unfinished run: what was committed so far is shown
            }

            if (runner.State.Proposals == 0) throw new BadInputException("nothing of this run was committed before it stopped");
            return new EvolveReport(setup, runner.State, stop);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    private static ProposerKit Recorded(ProposerKit kit) => kit with
    {
        Proposers = [.. kit.Proposers.Select(proposer => (IProposer)new RecordedProposer(proposer))],
        Goals = kit.Goals is null ? null : new RecordedGoals(kit.Goals),
        Reflections = [.. kit.Reflections.Select(reflection => (IRunReflection)new RecordedReflection(reflection))],
    };

    /// <summary>A problem of one's own is read from the copy in the run: its files may have changed since.</summary>
    private static EvolveRequest AsKept(RunSummary run, EvolveRequest request) =>
        OwnRunFiles.Kept(run.Folder, request.Problem) is { } file ? request with { Problem = file } : request;

    private static EvolveRequest Parse(ImmutableArray<string> arguments)
    {
        var flags = new EvolveFlags();
        var command = new Command("evolve");
        flags.AddTo(command);
        command.Add(CommonFlags.Seed);
        command.Add(CommonFlags.Json);
        command.Add(CommonFlags.Workers);
        return flags.Read(command.Parse([.. arguments.Skip(1)]));
    }

    /// <summary>Stands in for a proposer whose answers are on record: being asked means that the record ends.</summary>
    private sealed class RecordedProposer(IProposer proposer) : IProposer
    {
        public string Name => proposer.Name;

        public bool IsPaid => proposer.IsPaid;

        public ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromException<Proposal>(new RecordEndedException());
    }

    private sealed class RecordedReflection(IRunReflection reflection) : IRunReflection
    {
        public string Name => reflection.Name;

        public int Every => reflection.Every;

        public ValueTask<Reflection> ReflectAsync(ReflectionRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromException<Reflection>(new RecordEndedException());
    }

    private sealed class RecordedGoals(IGoalScorer goals) : IGoalScorer
    {
        public string Name => goals.Name;

        public bool IsPaid => goals.IsPaid;

        public ValueTask<GoalGrowth> GrowAsync(GoalGrowthRequest request, CancellationToken cancellationToken) =>
            ValueTask.FromException<GoalGrowth>(new RecordEndedException());

        public BackwardScore Score(ProgramGoalTree tree, Evaluation evaluation) => goals.Score(tree, evaluation);
    }
}

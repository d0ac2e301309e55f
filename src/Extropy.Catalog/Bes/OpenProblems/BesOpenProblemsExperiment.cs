using System.Collections.Immutable;
using System.Globalization;
using Extropy.Catalog.Experiments;
using Extropy.Evolution.Mechanism;

namespace Extropy.Catalog.Bes.OpenProblems;

/// <summary><c>reproduce bes-open-problems</c>: the mechanism of BES against plain evolution and against a placebo, without a model, at equal evaluations.</summary>
public sealed class BesOpenProblemsExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Name => BesOpenProblemsReport.Name;

    /// <inheritdoc/>
    public string Title => "Do recombination and goals find better layouts than plain evolution at equal evaluations?";

    /// <summary>The experiment as recorded: eight arms, two problems, twelve seeds.</summary>
    /// <param name="seeds">Seeds of every arm and problem; 0 for those of the record.</param>
    public static MechanismPlan Plan(int seeds = 0) => seeds > 0 ? new MechanismPlan { Seeds = seeds } : new MechanismPlan();

    /// <inheritdoc/>
    public async ValueTask<ExperimentReport> RunAsync(
        ExperimentOptions options, IProgress<ExperimentProgress>? progress, CancellationToken cancellationToken)
    {
        MechanismPlan plan = Plan(options.Repetitions);
        string folder = options.Folder ?? Directory.CreateTempSubdirectory("extropy-mechanism-").FullName;
        try
        {
            ImmutableArray<MechanismRecord> records = await new MechanismRunner(plan, new MechanismFolder(folder), options.Workers).RunAsync(
                (done, all, run) => progress?.Report(new ExperimentProgress(done, all, What(run))), cancellationToken).ConfigureAwait(false);
            return BesOpenProblemsReport.Of(records, plan);
        }
        finally
        {
            if (options.Folder is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static string What(MechanismRun run) => string.Create(CultureInfo.InvariantCulture, $"{run.Arm.Name} on {run.Problem}, seed {run.Seed}");
}

using System.Collections.Immutable;
using System.Globalization;
using Extropy.Catalog.Experiments;
using Extropy.Core.Errors;
using Extropy.Learning.Improvement;
using Extropy.Learning.Improvement.Arms;

namespace Extropy.Catalog.Bes;

/// <summary><c>reproduce bes-logical</c>: training arms on Knights and Knaves at equal tokens and equal updates, from the model that ships.</summary>
public sealed class BesLogicalExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Name => BesLogicalReport.Name;

    /// <inheritdoc/>
    public string Title => "Does a policy learn more from groups that BES found than from its own samples?";

    /// <summary>The comparison as recorded: five seeds for the claim and its control, three for the rest.</summary>
    /// <param name="seeds">Seeds of every arm; 0 for those of the record.</param>
    public static ArmsPlan Plan(int seeds = 0) => new()
    {
        Arms =
        [
            .. KnownArms.All.Select(arm =>
            {
                bool isClaim = arm.Name is KnownArms.Baseline or KnownArms.Control or KnownArms.Flagship;
                return (arm, seeds > 0 ? seeds : isClaim ? 5 : 3);
            }),
        ],
    };

    /// <inheritdoc/>
    public async ValueTask<ExperimentReport> RunAsync(
        ExperimentOptions options, IProgress<ExperimentProgress>? progress, CancellationToken cancellationToken)
    {
        if (options.Model is not { } model) throw new BadInputException("bes-logical begins with the model that ships, and it was not found.");
        ArmsPlan plan = Plan(options.Repetitions);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("extropy-arms-");
        try
        {
            var told = new Told(progress, plan.Runs.Count() * plan.Options.Run.Updates);
            var runner = new ArmsRunner(plan, model, folder.FullName, options.Workers);
            ImmutableArray<ArmRecord> records = await runner.RunAsync(told.Watch, cancellationToken).ConfigureAwait(false);
            return BesLogicalReport.Of(records, plan);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private sealed class Told(IProgress<ExperimentProgress>? progress, long updates) : IImprovementObserver
    {
        private string _run = "";
        private long _made;

        public IImprovementObserver Watch(Arm arm, long seed)
        {
            _run = string.Create(CultureInfo.InvariantCulture, $"{arm.Name}, seed {seed}:");
            return this;
        }

        public void OnUpdate(UpdateRow row) => progress?.Report(new ExperimentProgress(++_made, updates, _run));
    }
}

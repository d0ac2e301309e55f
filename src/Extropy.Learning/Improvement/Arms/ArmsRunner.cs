using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Learning.Improvement.KnightsAndKnaves;

namespace Extropy.Learning.Improvement.Arms;

/// <summary>
/// Runs a comparison into a folder: one result file a run, written whole; what is there already is not run again, and a run that was killed goes on from
/// its last checkpoint.
/// </summary>
/// <param name="plan">What to compare.</param>
/// <param name="model">Folder of the policy that every run begins with.</param>
/// <param name="folder">Receives <c>ARM-sSEED.json</c>.</param>
/// <param name="threads">Threads that compute; does not change a byte.</param>
public sealed class ArmsRunner(ArmsPlan plan, string model, string folder, int threads)
{
    private ValidationRow? _before; // the same for every run: same weights, same puzzles, same draws

    /// <summary>Runs what is missing.</summary>
    /// <param name="watch">Gives an observer for each run, or null.</param>
    /// <param name="cancellationToken">Stops between two stages; what was finished stays.</param>
    /// <returns>All records of the plan, in its order.</returns>
    /// <exception cref="BadInputException">A file in the folder is of another plan.</exception>
    public async Task<ImmutableArray<ArmRecord>> RunAsync(Func<Arm, long, IImprovementObserver?> watch, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var records = ImmutableArray.CreateBuilder<ArmRecord>();
        foreach ((Arm arm, long seed) in plan.Runs)
        {
            string file = Path.Combine(folder, FormattableString.Invariant($"{arm.Name}-s{seed}.json"));
            records.Add(File.Exists(file) ? Known(file, arm) : await RunAsync(arm, seed, file, watch(arm, seed), cancellationToken).ConfigureAwait(false));
        }

        return records.ToImmutable();
    }

    private ArmRecord Known(string file, Arm arm)
    {
        ArmRecord record = ArmRecord.Read(file);
        ImmutableSortedDictionary<string, string> settings = plan.SettingsOf(arm);
        foreach ((string name, string value) in settings)
        {
            if (record.Settings.TryGetValue(name, out string? recorded) && recorded == value) continue;
            throw new BadInputException($"{file} was made with {name} = {recorded ?? "nothing"}, and this comparison has {value}; repeat those settings or take another folder.");
        }

        return record;
    }

    private async Task<ArmRecord> RunAsync(Arm arm, long seed, string file, IImprovementObserver? observer, CancellationToken cancellationToken)
    {
        string state = Path.ChangeExtension(file, ".state");
        ImprovementPlan one = KkImprovement.Plan(KkModel.Load(model), plan.RecipeOf(arm), plan.OptionsOf(seed)) with { Before = _before };
        var run = new ImprovementRun(one, threads);
        await using (run.ConfigureAwait(false))
        {
            ImprovementResult result = await run.RunAsync(state, observer, cancellationToken).ConfigureAwait(false);
            _before ??= result.Validation[0];
            ArmRecord record = ArmRecord.Of(arm, seed, plan.SettingsOf(arm), result);
            Save(file, record.ToJson());
            File.Delete(state);
            return record;
        }
    }

    /// <summary>Written beside, then renamed; where the disk refuses, nothing is left beside and the checkpoint stays, from which the run can end again.</summary>
    private static void Save(string file, string text)
    {
        string temporary = file + ".saving";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new ExtropyException($"{file} could not be written ({error.Message.TrimEnd('.')}); the run's checkpoint is kept, so make room and repeat the command.", error);
        }
    }
}

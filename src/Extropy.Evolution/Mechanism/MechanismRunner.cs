using System.Collections.Immutable;

namespace Extropy.Evolution.Mechanism;

/// <summary>Runs a mechanism experiment, several runs at once; what its folder holds already is not run again.</summary>
/// <param name="plan">What is to be run.</param>
/// <param name="folder">Where results are kept.</param>
/// <param name="workers">Runs at once, at least 1. Never changes a result.</param>
public sealed class MechanismRunner(MechanismPlan plan, MechanismFolder folder, int workers)
{
    /// <summary>Runs what is missing.</summary>
    /// <param name="told">Is told after every run: runs done, runs in all, the run; from one thread at a time. May be null.</param>
    /// <param name="cancellationToken">Stops; finished runs are kept.</param>
    /// <returns>The records in the order of the plan.</returns>
    /// <exception cref="Core.Errors.BadInputException">The plan cannot be run, or the folder holds something else.</exception>
    public async Task<ImmutableArray<MechanismRecord>> RunAsync(Action<int, int, MechanismRun>? told, CancellationToken cancellationToken)
    {
        plan.Validate();
        MechanismRun[] runs = [.. plan.Runs];
        MechanismRecord?[] records = [.. runs.Select(folder.TryRead)];
        int done = records.Count(record => record is not null);
        Lock gate = new();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, runs.Length).Where(i => records[i] is null).ToArray(),
            new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken },
            async (i, cancel) =>
            {
                MechanismRecord record = await runs[i].RunAsync(cancel).ConfigureAwait(false);
                folder.Write(runs[i], record);
                lock (gate)
                {
                    records[i] = record;
                    told?.Invoke(++done, runs.Length, runs[i]);
                }
            }).ConfigureAwait(false);
        return [.. records.OfType<MechanismRecord>()];
    }
}

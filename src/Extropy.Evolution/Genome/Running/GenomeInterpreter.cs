using Extropy.Core.Chance;
using Extropy.Evolution.Genome.Language;
using Extropy.Evolution.Genome.Worlds;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Genome.Running;

/// <summary>
/// Runs a genome: step after step on one layout, until the steps or the units end. A pure function of the genome: all chance comes from the seed's draw, so
/// a child that keeps the seed keeps what its parent drew.
/// </summary>
/// <param name="problem">The problem.</param>
/// <param name="cap">Most objective evaluations, positive.</param>
internal sealed class GenomeInterpreter(IOpenProblem problem, long cap)
{
    private const int SeedDraw = 1; // place of the parameter
    private const int ProgramUnits = 50; // what a linear program is charged

    /// <summary>Runs a genome.</summary>
    /// <returns>The layout, not yet judged, and the units used.</returns>
    public (Layout Layout, long Units) Run(IReadOnlyList<GenomeStep> steps)
    {
        GenomeWorld world = GenomeWorld.For(problem); // has scratch memory of its own: a genome may be run on any thread
        var state = new GenomeState(world);
        var meter = new UnitMeter(cap);
        RandomStream stream = RandomStream.FromSeed((long)steps[0].Values[SeedDraw]).For("genome");
        for (int i = 0; i < steps.Count; i++) Run(new StepContext(world, state, meter, steps[i], stream.For(i)));
        return (world.ToLayout(state), meter.Used);
    }

    private static void Run(StepContext step)
    {
        switch (step.Step.Kind)
        {
            case OperationKind.Seed: Seeding.Run(step); break;
            case OperationKind.Perturb: Moving.Perturb(step); break;
            case OperationKind.Repel: Moving.Repel(step); break;
            case OperationKind.RadiiGreedy: if (step.Meter.TryTake(1)) ((CircleWorld)step.World).Grow(step.State, (RadiiOrder)step.Whole(0)); break;
            case OperationKind.RadiiProgram: if (step.Meter.TryTake(ProgramUnits)) ((CircleWorld)step.World).Solve(step.State); break;
            case OperationKind.LocalSearch: Searching.Local(step); break;
            case OperationKind.PatternSearch: Searching.Pattern(step); break;
            case OperationKind.Reflect: Moving.Reflect(step); break;
            case OperationKind.Rotate: Moving.Rotate(step); break;
            case OperationKind.Sort: Moving.Sort(step); break;
            case OperationKind.Reinsert: Searching.Reinsert(step); break;
            case OperationKind.Reshape: Moving.Reshape(step); break;
            default: throw new InvalidOperationException($"There is no operation {step.Step.Kind}.");
        }
    }
}

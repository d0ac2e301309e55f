using Extropy.Core.Chance;
using Extropy.Evolution.Genome.Language;
using Extropy.Evolution.Genome.Worlds;

namespace Extropy.Evolution.Genome.Running;

/// <summary>What an operation works on.</summary>
/// <param name="World">The problem's side.</param>
/// <param name="State">The layout, changed in place.</param>
/// <param name="Meter">Units left.</param>
/// <param name="Step">The operation's parameters.</param>
/// <param name="Stream">Chance of this step alone, decided by the genome.</param>
internal readonly record struct StepContext(GenomeWorld World, GenomeState State, UnitMeter Meter, GenomeStep Step, RandomStream Stream)
{
    /// <summary>A parameter by its place.</summary>
    public double this[int index] => Step.Values[index];

    /// <summary>A whole parameter, or the index of a word.</summary>
    public int Whole(int index) => (int)Math.Round(Step.Values[index]);

    /// <summary>Puts all objects back where they may lie; radii are stale then.</summary>
    public void ContainAll()
    {
        for (int i = 0; i < World.Count; i++) World.Contain(State, i);
        State.HasFreshRadii = false;
    }
}

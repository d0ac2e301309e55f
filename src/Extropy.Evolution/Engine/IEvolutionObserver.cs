namespace Extropy.Evolution.Engine;

/// <summary>Watches a run. Called after every commit, in order, from one thread at a time; it must not keep the state for later.</summary>
public interface IEvolutionObserver
{
    /// <summary>A proposal was committed.</summary>
    void OnStep(EvolutionStep step, EvolutionState state);
}

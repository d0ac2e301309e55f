using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Engine;

/// <summary>Judges candidates of one problem.</summary>
public interface IEvaluator
{
    /// <summary>
    /// True where the answer is a function of the parts alone, computed in this process: the engine then recomputes it on resuming. False where a program or
    /// a service outside is asked: the engine then records it.
    /// </summary>
    bool IsPure { get; }

    /// <summary>Judges one candidate. Never throws on its content: whatever is wrong with it is an <see cref="Evaluation"/>. Called from several threads at once.</summary>
    ValueTask<Evaluation> EvaluateAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken);
}

using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Engine;

/// <summary>Judges candidates of one problem.</summary>
public interface IEvaluator
{
    /// <summary>
    /// Judges one candidate. Never throws on its content: whatever is wrong with it is an <see cref="Evaluation"/>.
    /// The engine records every answer, so it need not be the same if it were asked for again. Called from several threads at once.
    /// </summary>
    ValueTask<Evaluation> EvaluateAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken);
}

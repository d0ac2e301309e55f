using Extropy.Core.Identity;
using Extropy.Learning.Batches;

namespace Extropy.Learning.Pretraining;

/// <summary>
/// What a model is warmed up on: a table of rows, a pure function of (identity, step, row), so that a resumed run sees the same data
/// without storing any. Implementations are thread-safe.
/// </summary>
public interface IPretrainingData
{
    /// <summary>Name of the task, e.g. <c>knights-and-knaves</c>.</summary>
    string Task { get; }

    /// <summary>Identity of everything that decides the rows: seed, mix, weights. A checkpoint made with other data is not continued.</summary>
    Digest Identity { get; }

    /// <summary>How many steps the data is planned for.</summary>
    long Steps { get; }

    /// <summary>The name of a step's stage.</summary>
    string StageOf(long step);

    /// <summary>Writes one row.</summary>
    /// <param name="step">In 0 … <see cref="Steps"/> − 1.</param>
    /// <param name="index">Which row of the step, from 0 without end.</param>
    /// <param name="row">Receives at least two tokens.</param>
    void Write(long step, int index, TrainingRow row);
}

namespace Extropy.Evolution.Engine;

/// <summary>One of the texts by which a model is told what it is there for, with what came of it.</summary>
/// <param name="Id">Its number in the run; 0 for the one that a run starts with.</param>
/// <param name="Parent">The one that it was made from; null for the first.</param>
/// <param name="Text">What the model is told.</param>
public sealed record SystemPrompt(int Id, int? Parent, string Text)
{
    /// <summary>Proposals that were made with it, as of the last look back: programs that were judged, refusals and repetitions.</summary>
    public int Programs { get; init; }

    /// <summary>The sum of their score percentiles, each in [0, 1]; 0 for a program that is not correct, and for a proposal that gave none.</summary>
    public double Percentiles { get; init; }

    /// <summary>The mean percentile; 0 while there are no programs.</summary>
    public double Mean => Programs == 0 ? 0 : Percentiles / Programs;
}

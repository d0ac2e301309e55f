namespace Extropy.Learning.Evaluation;

/// <summary>What a policy makes of one problem by itself.</summary>
/// <param name="IsGreedySolved">The most probable answer is solved, as the task defines it.</param>
/// <param name="IsGreedyRight">The most probable answer is right, whatever its derivation.</param>
/// <param name="Solved">How many samples of the group are solved.</param>
/// <param name="Right">How many samples of the group give the right answer.</param>
/// <param name="Ended">How many samples of the group ended by themselves within the limits.</param>
/// <param name="Samples">The size of the group.</param>
/// <param name="SampledTokens">Tokens of the group.</param>
public readonly record struct ProblemScore(
    bool IsGreedySolved, bool IsGreedyRight, int Solved, int Right, int Ended, int Samples, long SampledTokens);

using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Engine;

/// <summary>One of the candidates that a goal tree was grown from.</summary>
/// <param name="Candidate">Its id.</param>
/// <param name="Raw">Its metric.</param>
/// <param name="Score">How it met the goals of the tree as soon as that had grown; null without a tree.</param>
public sealed record GoalElite(CandidateId Candidate, double Raw, BackwardScore? Score);

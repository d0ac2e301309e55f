using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.Verification;

/// <summary>What the verified paragraphs of a trajectory show, whatever their order. Wrong and neutral paragraphs show nothing.</summary>
/// <param name="Live">
/// Assignments, of 2ⁿ, that no verified contradiction rules out; 1 when a complete assignment was verified, since there is one solution.
/// </param>
/// <param name="Established">
/// Roles that follow step by step: the other role is refuted by a verified contradiction whose assumptions are all established already
/// (closure over the paragraphs), or a complete assignment is verified.
/// </param>
/// <param name="Entailed">
/// Roles that hold in every live assignment. Contains <paramref name="Established"/>.
/// </param>
/// <param name="Joint">Most roles assumed together in one verified consistent paragraph that is not ruled out by another one; 0..n.</param>
/// <param name="Narrowest">
/// Fewest live assignments that agree with one verified consistent paragraph of two roles or more that is not ruled out; <paramref name="Live"/> when
/// there is none.
/// </param>
/// <param name="Answer">The last answer given, or null.</param>
/// <param name="WrongSteps">Paragraphs that make a false claim.</param>
public sealed record KkStanding(int Live, Roles Established, Roles Entailed, int Joint, int Narrowest, Roles? Answer, int WrongSteps);

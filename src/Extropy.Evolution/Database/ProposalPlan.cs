using System.Collections.Immutable;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Database;

/// <summary>What a proposal is to be made from, drawn from the database as it stood after a given commit.</summary>
/// <param name="Island">Where its candidate will live.</param>
/// <param name="Patch">How to make it.</param>
/// <param name="Parent">From what; null for a start.</param>
/// <param name="Donors">Worst to best.</param>
/// <param name="Arm">Index of the proposer.</param>
internal sealed record ProposalPlan(int Island, PatchKind Patch, Candidate? Parent, ImmutableArray<Candidate> Donors, int Arm);

using System.Collections.Immutable;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.Reasoning;

/// <summary>
/// What one paragraph claims, whatever the dialect it is written in. The cases below are all there are. Every claim is self-contained:
/// it restates the assumptions it relies on, so that a paragraph means the same wherever a search splices it.
/// </summary>
public abstract record Claim
{
    private Claim()
    {
    }

    /// <summary>The roles of a list, in order; of a person named twice the last role counts.</summary>
    private static Roles RolesOf(ImmutableArray<RoleOf> list)
    {
        Roles roles = Roles.None;
        foreach (RoleOf role in list) roles = roles.With(role.Person, role.IsKnight);
        return roles;
    }

    /// <summary>"Assume …: no contradiction."</summary>
    /// <param name="Assumed">At least one role, in the order written.</param>
    public sealed record Consistent(ImmutableArray<RoleOf> Assumed) : Claim
    {
        /// <summary>The assumptions; of a person named twice the last role counts.</summary>
        public Roles Roles { get; } = RolesOf(Assumed);

        /// <summary>Equal when the same roles are written in the same order.</summary>
        public bool Equals(Consistent? other) => other is not null && Assumed.AsSpan().SequenceEqual(other.Assumed.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Assumed.Length, Roles);
    }

    /// <summary>"Assume …: then X cannot be R, because it contradicts the claim of P."</summary>
    /// <param name="Assumed">The assumptions relied on, in the order written; may be empty.</param>
    /// <param name="Refuted">X and R.</param>
    /// <param name="By">P, the person whose claim is contradicted; −1 when the text does not say.</param>
    public sealed record Contradiction(ImmutableArray<RoleOf> Assumed, RoleOf Refuted, int By) : Claim
    {
        /// <summary>The assumptions without the refuted role.</summary>
        public Roles Base { get; } = RolesOf(Assumed);

        /// <summary>The assumptions together with the refuted role: what is claimed to be inconsistent.</summary>
        public Roles Roles => Base.With(Refuted.Person, Refuted.IsKnight);

        /// <summary>Equal when the same roles are written in the same order, and the same role is refuted by the same person.</summary>
        public bool Equals(Contradiction? other) =>
            other is not null && Refuted == other.Refuted && By == other.By && Assumed.AsSpan().SequenceEqual(other.Assumed.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Assumed.Length, Roles, Refuted, By);
    }

    /// <summary>"All possibilities are exhausted; go back and reconsider X." A remark: nothing that can be checked.</summary>
    /// <param name="Person">X.</param>
    public sealed record Reconsider(int Person) : Claim;

    /// <summary>The final answer.</summary>
    /// <param name="Roles">The roles given; right only when everybody of the puzzle has one.</param>
    public sealed record Answer(Roles Roles) : Claim
    {
        /// <summary>The text also gives a role to somebody who is not in the puzzle, which makes it wrong.</summary>
        public bool NamesStrangers { get; init; }
    }
}

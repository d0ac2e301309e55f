using Extropy.Core.Chance;
using Extropy.Search.Contracts;

namespace Extropy.Search.Bes.Operators;

/// <summary>
/// A move that makes a trajectory out of existing ones, without a policy. Pure: the same parents and draws give the same child.
/// Notation of arXiv 2605.28814, appendix B: parents a and b share a prefix of s steps; σ_a and σ_b, of m_a and m_b steps, follow it.
/// </summary>
public interface IEvolutionOperator
{
    /// <summary>Name in traces, e.g. <c>crossover</c>.</summary>
    string Name { get; }

    /// <summary>1 or 2.</summary>
    int ParentCount { get; }

    /// <summary>What the parents must satisfy, as a sentence for traces.</summary>
    string Guard { get; }

    /// <summary>The child, or null when the parents fail the guard.</summary>
    /// <param name="a">The skeleton.</param>
    /// <param name="b">The donor; ignored by operators with one parent.</param>
    /// <param name="draws">Source of the operator's own choices.</param>
    Trajectory? Apply(Trajectory a, Trajectory b, ref Draws draws);
}

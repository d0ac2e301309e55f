using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Training;
using Extropy.Models.Checkpoints;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Improvement;

/// <summary>Everything that decides an improvement: who learns, from what, by which rule, and how it is checked.</summary>
public sealed record ImprovementPlan
{
    /// <summary>The policy as it comes; its parameters are changed in place.</summary>
    public required Checkpoint Start { get; init; }

    /// <summary>Its vocabulary.</summary>
    public required ITokenCodec Codec { get; init; }

    /// <summary>Problems to learn from; none of them is held out.</summary>
    public required ImmutableArray<IProblem> Problems { get; init; }

    /// <summary>Held-out problems.</summary>
    public required ImmutableArray<ValidationLevel> Validation { get; init; }

    /// <summary>Where rollouts come from.</summary>
    public required IRolloutStrategy Rollouts { get; init; }

    /// <summary>Which of them stay.</summary>
    public ImmutableArray<IRolloutFilter> Filters { get; init; } = [];

    /// <summary>What is optimised.</summary>
    public required UpdateRule Rule { get; init; }

    /// <summary>What a verdict is worth; null for its own reward.</summary>
    public Func<Verdict, double>? Reward { get; init; }

    /// <summary>All that the rule and the reward do not say of themselves: their names and settings, in a text that differs when they do.</summary>
    public required string RuleIdentity { get; init; }

    /// <summary>The check before the first update when it is known already, as it is from another run that began with the same weights; or null.</summary>
    public ValidationRow? Before { get; init; }

    /// <summary>Tokens of a usual row, prompt and response: how much room is made at once. Longer ones only make it grow.</summary>
    public int UsualRowTokens { get; init; } = 256;

    /// <summary>Sizes.</summary>
    public ImprovementOptions Options { get; init; } = new();

    /// <summary>Checks that its parts go together.</summary>
    /// <exception cref="BadInputException">An option out of range, a group too small for the estimator, or nothing to learn from.</exception>
    public void Validate()
    {
        Options.Validate();
        Rule.Validate();
        if (Problems.IsEmpty) throw new BadInputException("There is no problem to learn from.");
        int least = Rule.Estimator.LeastGroup;
        if (Options.GroupSize >= least) return;
        throw new BadInputException(
            $"The advantage '{Rule.Estimator.Name}' compares rollouts of one prompt: a group of {Options.GroupSize} is too small; use {least} or more.");
    }

    /// <summary>Identity of the whole plan; a checkpoint of another plan is refused.</summary>
    internal Digest Identity(Digest weights)
    {
        using var builder = new DigestBuilder();
        builder.Add("improvement/1").Add(weights).Add(Codec.Name).Add(Rollouts.Identity).Add(RuleIdentity).Add(Options.ToString());
        foreach (IRolloutFilter filter in Filters) builder.Add(filter.Name);
        foreach (IProblem problem in Problems) builder.Add(problem.Identity);
        foreach (ValidationLevel level in Validation)
        {
            builder.Add(level.Name);
            foreach (IProblem problem in level.Problems) builder.Add(problem.Identity);
        }

        return builder.Build();
    }
}

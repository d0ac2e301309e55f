using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Text;
using Extropy.Learning.Recipes;

namespace Extropy.Learning.Improvement.Arms;

/// <summary>The arms of the Knights-and-Knaves comparison: those of arXiv 2605.28814, its missing control, its ablations, and ours.</summary>
public static class KnownArms
{
    /// <summary>The arm that others are compared with.</summary>
    public const string Baseline = "grpo";

    /// <summary>The flagship's arm.</summary>
    public const string Flagship = "bes";

    /// <summary>The control: same filter, same price, no search.</summary>
    public const string Control = "bom";

    private const double ClipNorm = 0.3; // the paper's, for every arm
    private static readonly Recipe Common = new() { ClipNorm = ClipNorm };
    private static readonly Recipe Bes = Common with { Rollout = "bes", Goals = "truth", Advantage = "maxrl-std" };

    /// <summary>All of them.</summary>
    public static ImmutableArray<Arm> All { get; } =
    [
        Of(Baseline, "independent groups of 8", Common),
        Of("maxrl-std", "independent groups of 8, BES's weighting", Common with { Advantage = "maxrl-std" }),
        Of(Control, "best-of-M with the filter of BES, no search", Common with { Rollout = "bom", Advantage = "maxrl-std" }),
        Of(Flagship, "BES as published, goals from the known solution", Bes),
        Of("bes-no-evolution", "BES without recombination", Bes with { Rollout = "bes-no-evolution" }),
        Of("bes-no-goals", "BES without sub-goals", Bes with { Rollout = "bes-no-goals" }),
        Of("bes-grpo", "BES with the weighting of GRPO", Bes with { Advantage = "grpo" }),
        Of("bes-logic-only", "BES whose goals do not know the solution", Bes with { Goals = "logic-only" }),
        Of("guess", "answers straight from the prompt", Common with { Rollout = "guess", Advantage = "maxrl-std" }),
        Of("rescue", "grpo; a search with checked steps where all 8 fail (ours)", Common with { Rollout = "rescue-bes-checked" }),
    ];

    /// <summary>All names in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(arm => arm.Name)];

    /// <summary>The arm of a name.</summary>
    /// <exception cref="BadInputException">No such name; near ones are offered.</exception>
    public static Arm Find(string name) =>
        All.FirstOrDefault(arm => string.Equals(arm.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException(NearestNames.Message("arm", name, Names));

    private static Arm Of(string name, string about, Recipe recipe) => new(name, about, recipe with { Name = name });
}

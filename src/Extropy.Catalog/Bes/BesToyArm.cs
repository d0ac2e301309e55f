using System.Collections.Immutable;
using Extropy.Search.Bes;
using Extropy.Search.Bes.Operators;
using Extropy.Search.BestOfN;
using Extropy.Search.Contracts;
using Extropy.Search.Tree;

namespace Extropy.Catalog.Bes;

/// <summary>A column of the table: a strategy made from the common rules.</summary>
/// <param name="Name">Heading.</param>
/// <param name="IsReference">The reference table has this column; the others are ablations.</param>
/// <param name="Create">Makes the strategy.</param>
public sealed record BesToyArm(string Name, bool IsReference, Func<BesOptions, ISearchStrategy> Create)
{
    /// <summary>The flagship's column, with which the others are compared.</summary>
    public const string Flagship = "BES";

    /// <summary>All columns: those of the reference table first, in its order.</summary>
    public static ImmutableArray<BesToyArm> All { get; } =
    [
        new("best-of-N", true, rules => new BestOfNSearch(new BestOfNOptions { Sampling = rules.Sampling })),
        new("tree, terminal only", true, rules => new TreeSearch(new TreeSearchOptions
        {
            SelectionScale = rules.SelectionScale, Temperature = rules.Temperature, UnexploredBonus = rules.UnexploredBonus,
            MaxExpansion = rules.MaxExpansion, Sampling = rules.Sampling,
        })),
        Variant("tree + goal score", true, rules => rules with { Mix = OperatorMix.ExpansionOnly }),
        Variant("evolution only", true, rules => rules with { UseGoals = false }),
        Variant(Flagship, true, rules => rules),
        Variant("BES, c = 1", true, rules => rules with { SelectionScale = 1 }),
        Variant("BES, c = 30", true, rules => rules with { SelectionScale = 30 }),
        Variant("no bonus", false, rules => rules with { UnexploredBonus = 0 }),
        Variant("children charged", false, rules => rules with { ChargeEvolution = true }),
        Variant("K_max = 1", false, rules => rules with { MaxExpansion = 1 }),
        Variant("K_max = 10", false, rules => rules with { MaxExpansion = 10 }),
        Variant("adaptive mix", false, rules => rules with { Mix = rules.Mix with { IsAdaptive = true } }),
        Variant("gaining children only", false, rules => rules with { Admission = Admission.Gaining }),
    ];

    private static BesToyArm Variant(string name, bool isReference, Func<BesOptions, BesOptions> change) =>
        new(name, isReference, rules => new BesSearch(change(rules), name));
}

using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Bes.Selection;
using Extropy.Search.Contracts;

namespace Extropy.Search.Tree;

/// <summary>Switches of <see cref="TreeSearch"/>.</summary>
public sealed record TreeSearchOptions
{
    /// <summary>c > 0. Default 10.</summary>
    public double SelectionScale { get; init; } = 10;

    /// <summary>τ_0 and τ_end, positive. Default 2 → 1.</summary>
    public TemperatureSchedule Temperature { get; init; } = new(2, 1);

    /// <summary>λ ≥ 0, for nodes without children. Default 0.</summary>
    public double UnexploredBonus { get; init; }

    /// <summary>K_max ≥ 1: an expansion asks for K ~ U{1 … K_max} steps. Default 5.</summary>
    public int MaxExpansion { get; init; } = 5;

    /// <summary>Consecutive expansions without a new node before the search gives up. Default 50.</summary>
    public int NoProgressLimit { get; init; } = 50;

    /// <summary>How the policy draws tokens.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        Require(SelectionScale > 0 && double.IsFinite(SelectionScale), $"selection scale {SelectionScale} is not in (0, ∞)");
        Require(Temperature.Initial > 0 && Temperature.Final > 0, $"temperatures {Temperature.Initial} and {Temperature.Final} must be positive");
        Require(UnexploredBonus >= 0 && double.IsFinite(UnexploredBonus), $"unexplored bonus {UnexploredBonus} is not in [0, ∞)");
        Require(MaxExpansion >= 1, $"longest expansion {MaxExpansion} is below 1");
        Require(NoProgressLimit >= 1, $"no-progress limit {NoProgressLimit} is below 1");
        if (faults.Count > 0) throw new BadInputException($"Tree search options: {string.Join("; ", faults)}.");
        Sampling.Validate();

        void Require(bool holds, FormattableString fault)
        {
            if (!holds) faults.Add(fault.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal void AddTo(DigestBuilder builder)
    {
        builder
            .Add(SelectionScale).Add(Temperature.Initial).Add(Temperature.Final).Add(UnexploredBonus).Add(MaxExpansion).Add(NoProgressLimit);
        Sampling.AddTo(builder);
    }
}

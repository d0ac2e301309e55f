using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Bes.Decomposition;
using Extropy.Search.Bes.Operators;
using Extropy.Search.Bes.Scoring;
using Extropy.Search.Bes.Selection;
using Extropy.Search.Contracts;

namespace Extropy.Search.Bes;

/// <summary>
/// Every switch of Bidirectional Evolutionary Search. The defaults are those of the paper's Knights-and-Knaves runs (arXiv 2605.28814,
/// appendix D.1) with the released code's selection scale; what is our own addition says so and is off.
/// </summary>
public sealed record BesOptions
{
    /// <summary>Shares of the five operators. Default: the paper's.</summary>
    public OperatorMix Mix { get; init; } = OperatorMix.Paper;

    /// <summary>α, a goal's own weight against its children's, in [0, 1]. Default 0.3 (the paper's multi-hop runs: 0.7).</summary>
    public double Alpha { get; init; } = 0.3;

    /// <summary>Takes max(V_g, blend) so that splitting a dense goal never lowers a score. Default off, as in the paper.</summary>
    public bool MonotoneBlend { get; init; }

    /// <summary>λ ≥ 0, added to the score of a node without children. Default 0.1; 0 switches the bonus off.</summary>
    public double UnexploredBonus { get; init; } = 0.1;

    /// <summary>c > 0, the selection scale. The paper prints 1; its Knights-and-Knaves code has 10, the default.</summary>
    public double SelectionScale { get; init; } = 10;

    /// <summary>τ_0 and τ_end, positive. Default 2 → 1.</summary>
    public TemperatureSchedule Temperature { get; init; } = new(2, 1);

    /// <summary>How parents are chosen. Default: drawn.</summary>
    public ParentRule Parents { get; init; } = ParentRule.Boltzmann;

    /// <summary>Nodes in the uniform subsample from which pairs are drawn. Default 64.</summary>
    public int PairSample { get; init; } = 64;

    /// <summary>Best nodes that join the subsample. Default 16.</summary>
    public int PairBest { get; init; } = 16;

    /// <summary>Tosses a coin for the skeleton of a pair. Default on; the release always takes the older node.</summary>
    public bool FairRoles { get; init; } = true;

    /// <summary>K_max ≥ 1: an expansion asks for K ~ U{1 … K_max} steps. Default 5; <see cref="int.MaxValue"/> writes to the end.</summary>
    public int MaxExpansion { get; init; } = 5;

    /// <summary>Scores by the goal tree. Default on; off scores by the reward alone.</summary>
    public bool UseGoals { get; init; } = true;

    /// <summary>When goals are split. Default: every 10 moves.</summary>
    public IDecompositionSchedule Decomposition { get; init; } = new IntervalSchedule();

    /// <summary>A decomposition costs one policy call even when a template makes it, as in the paper. Default on.</summary>
    public bool ChargeDecomposition { get; init; } = true;

    /// <summary>A recombined child costs one policy call, as in the paper's multi-hop code. Default off.</summary>
    public bool ChargeEvolution { get; init; }

    /// <summary>Asks for the answer of a trajectory that has all but that. Default on.</summary>
    public bool UseFinishing { get; init; } = true;

    /// <summary>Most a node with a provably wrong step may score, in [0, 1]; null for no cap. Default 0.01, from the code.</summary>
    public double? WrongStepCap { get; init; } = 0.01;

    /// <summary>When that cap holds for a pair. Default: when both have a wrong step.</summary>
    public PairCapRule PairCap { get; init; } = PairCapRule.Both;

    /// <summary>What becomes of trajectories with a wrong step. Default: capped.</summary>
    public WrongStepRule WrongSteps { get; init; } = WrongStepRule.Cap;

    /// <summary>Which recombined children enter the pool. Default: all new ones.</summary>
    public Admission Admission { get; init; } = Admission.All;

    /// <summary>An operator whose guard fails is replaced by an expansion in the same move. Default on; off only counts the failure.</summary>
    public bool FallThrough { get; init; } = true;

    /// <summary>Consecutive moves without a new node before the search gives up. Default 50.</summary>
    public int NoProgressLimit { get; init; } = 50;

    /// <summary>Most nodes in the pool. Default 100,000.</summary>
    public int MaxNodes { get; init; } = 100_000;

    /// <summary>When the search is done. Default: at the first verified solution.</summary>
    public StopRule Stop { get; init; } = StopRule.FirstSolution;

    /// <summary>G_n: complete trajectories that are enough for <see cref="StopRule.EnoughComplete"/>. Default 8.</summary>
    public int EnoughComplete { get; init; } = 8;

    /// <summary>How the policy draws tokens.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [.. Mix.Faults(), .. Decomposition.Faults()];
        Require(Alpha is >= 0 and <= 1, $"alpha {Alpha} is not in [0, 1]");
        Require(UnexploredBonus >= 0 && double.IsFinite(UnexploredBonus), $"unexplored bonus {UnexploredBonus} is not in [0, ∞)");
        Require(SelectionScale > 0 && double.IsFinite(SelectionScale), $"selection scale {SelectionScale} is not in (0, ∞)");
        if (Parents == ParentRule.Boltzmann)
        {
            Require(IsTemperature(Temperature.Initial), $"initial temperature {Temperature.Initial} is not in (0, ∞); greedy parents need none");
            Require(IsTemperature(Temperature.Final), $"final temperature {Temperature.Final} is not in (0, ∞); greedy parents need none");
        }

        Require(PairSample >= 0 && PairBest >= 0 && (long)PairSample + PairBest >= 2, $"a pair pool of {PairSample} + {PairBest} holds no pair");
        Require(MaxExpansion >= 1, $"longest expansion {MaxExpansion} is below 1");
        Require(WrongStepCap is null or (>= 0 and <= 1), $"wrong-step cap {WrongStepCap} is not in [0, 1]");
        Require(NoProgressLimit >= 1, $"no-progress limit {NoProgressLimit} is below 1");
        Require(MaxNodes >= 2, $"a pool of {MaxNodes} nodes has no room to search (2 or more)");
        Require(EnoughComplete >= 1, $"{EnoughComplete} complete trajectories are not a goal (1 or more)");
        if (faults.Count > 0) throw new BadInputException($"BES options: {string.Join("; ", faults)}.");
        Sampling.Validate();

        void Require(bool holds, FormattableString fault)
        {
            if (!holds) faults.Add(fault.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal void AddTo(DigestBuilder builder)
    {
        Mix.AddTo(builder);
        Decomposition.AddTo(builder);
        builder
            .Add(Alpha).Add(MonotoneBlend).Add(UnexploredBonus).Add(SelectionScale).Add(Temperature.Initial).Add(Temperature.Final)
            .Add((int)Parents).Add(PairSample).Add(PairBest).Add(FairRoles).Add(MaxExpansion).Add(UseGoals).Add(ChargeDecomposition)
            .Add(ChargeEvolution).Add(UseFinishing).Add(WrongStepCap ?? double.NaN).Add((int)PairCap).Add((int)WrongSteps)
            .Add((int)Admission).Add(FallThrough).Add(NoProgressLimit).Add(MaxNodes).Add((int)Stop).Add(EnoughComplete);
        Sampling.AddTo(builder);
    }

    private static bool IsTemperature(double value) => value > 0 && double.IsFinite(value);
}

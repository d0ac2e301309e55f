using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Text;
using Extropy.Search.Bes;
using Extropy.Search.Bes.Decomposition;
using Extropy.Search.Bes.Operators;
using Extropy.Search.BestOfN;
using Extropy.Search.Contracts;
using Extropy.Search.Guess;
using Extropy.Search.SelfConsistency;
using Extropy.Search.Tree;

namespace Extropy.Search.Strategies;

/// <summary>Every strategy that a command can name, baselines first.</summary>
public static class KnownStrategies
{
    /// <summary>The flagship's name.</summary>
    public const string Default = "bes";

    /// <summary>BES with checked steps: what to take where a verifier judges single steps and the aim is an answer, not a faithful run.</summary>
    public const string Checked = "bes-checked";

    /// <summary>K_max of <see cref="Checked"/>: steps that stand are worth following further than steps that may be false.</summary>
    private const int CheckedExpansion = 12;

    /// <summary>c of <see cref="Checked"/>, as the paper prints it: among nodes that all stand, the code's 10 holds on to the best few for too long.</summary>
    private const double CheckedSelectionScale = 1;

    /// <summary>All of them.</summary>
    public static ImmutableArray<NamedStrategy> All { get; } =
    [
        new("guess", "answers straight from the prompt, without a derivation", settings => new GuessSearch(settings.Sampling)),
        new("best-of-n", "independent rollouts", settings => new BestOfNSearch(new BestOfNOptions { Sampling = settings.Sampling })),
        new("best-of-n-resample", "independent rollouts; a step marked wrong is drawn again", settings =>
            new BestOfNSearch(new BestOfNOptions { Sampling = settings.Sampling, ResampleRejectedSteps = true })),
        new("self-consistency", "independent rollouts and a vote on their answers", settings => new SelfConsistencySearch(settings.Sampling)),
        new("tree", "tree search by reward alone", settings => new TreeSearch(new TreeSearchOptions
        {
            Sampling = settings.Sampling,
            SelectionScale = settings.Bes.SelectionScale,
            Temperature = settings.Bes.Temperature,
            MaxExpansion = settings.Bes.MaxExpansion,
        })),
        Preset("tree-goals", "tree search by the problem's own goals", options => options with
        {
            Mix = OperatorMix.ExpansionOnly, UnexploredBonus = 0, Decomposition = new NeverSchedule(),
        }),
        Preset("bes", "Bidirectional Evolutionary Search, as published", options => options),
        Preset("bes-adaptive", "BES whose operator mix follows the gain per token (our addition)", options => options with
        {
            Mix = options.Mix with { IsAdaptive = true },
        }),
        Preset(Checked, "BES that draws a step again when the verifier marks it wrong (our addition)", options => options with
        {
            WrongSteps = WrongStepRule.Redraw, MaxExpansion = CheckedExpansion, SelectionScale = CheckedSelectionScale,
        }),
        Preset("bes-no-evolution", "BES without recombination", options => options with { Mix = OperatorMix.ExpansionOnly }),
        Preset("bes-no-goals", "BES scored by the reward alone", options => options with { UseGoals = false }),
    ];

    /// <summary>All names in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(strategy => strategy.Name)];

    /// <summary>The strategy of a name.</summary>
    /// <param name="name">Case is ignored.</param>
    /// <param name="settings">Settings for all strategies; null for the defaults.</param>
    /// <exception cref="BadInputException">No such name; near ones are offered. Or a setting out of range.</exception>
    public static ISearchStrategy Create(string name, StrategySettings? settings = null) =>
        Find(name).Create(settings ?? new StrategySettings());

    /// <summary>The entry of a name.</summary>
    /// <exception cref="BadInputException">No such name; near ones are offered.</exception>
    public static NamedStrategy Find(string name) =>
        All.FirstOrDefault(strategy => string.Equals(strategy.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException(NearestNames.Message("strategy", name, Names));

    private static NamedStrategy Preset(string name, string about, Func<BesOptions, BesOptions> change) =>
        new(name, about, settings => new BesSearch(change(settings.Bes with { Sampling = settings.Sampling }), name));
}

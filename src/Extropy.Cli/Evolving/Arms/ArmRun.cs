using Extropy.Evolution.Engine;

namespace Extropy.Cli.Evolving.Arms;

/// <summary>What one search of a comparison found and spent: nothing measured.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Seed">Searches of one seed are pairs.</param>
/// <param name="Best">The metric of the best, judged by the problem's referee; null where nothing was correct.</param>
/// <param name="Stop">What ended it.</param>
/// <param name="Evaluations">Candidates judged.</param>
/// <param name="Calls">Calls of models, those for goals included.</param>
/// <param name="TokensRead">Tokens of prompts.</param>
/// <param name="TokensWritten">Tokens of answers.</param>
/// <param name="Money">By the price list; null where the price is not known.</param>
internal sealed record ArmRun(string Arm, long Seed, double? Best, EvolutionStop Stop, long Evaluations, long Calls, long TokensRead, long TokensWritten, decimal? Money)
{
    /// <summary>Of a search that has ended.</summary>
    public static ArmRun Of(SearchArm arm, EvolveSetup setup, EvolutionOutcome outcome)
    {
        EvolutionState state = outcome.State;
        return new ArmRun(
            arm.Name, setup.Request.Seed, state.Best?.Evaluation.Raw, outcome.Stop, state.Evaluations, state.Spending.PolicyCalls, state.Spending.PromptTokens,
            state.Spending.GeneratedTokens, setup.Kit.IsPriceUnknown ? null : state.Spending.Money);
    }
}

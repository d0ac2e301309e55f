using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;
using Extropy.Providers.Endpoints;

namespace Extropy.Evolution.Models;

/// <summary>Puts together a search in which a model proposes programs.</summary>
public static class ModelKit
{
    /// <summary>The kit.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="model">Who proposes; belongs to the caller.</param>
    /// <param name="task">What programs are for.</param>
    /// <param name="evaluator">Who runs and judges them.</param>
    /// <param name="options">How the model is asked.</param>
    /// <param name="callsAtOnce">Proposals under way at once, at least 1: the lag of the search.</param>
    public static ProposerKit Of(
        IOpenProblem problem, ChatModel model, ProgramTask task, IEvaluator evaluator, ModelProposerOptions options, int callsAtOnce) => new()
    {
        Proposers = [new ModelProposer(model, task, options)],
        Evaluator = evaluator,
        Fingerprint = new TextFingerprint(),
        Options = new EvolutionOptions
        {
            Lag = callsAtOnce,
            Mix = problem.Id.StartsWith("circle-packing-rect", StringComparison.Ordinal) || problem.Id.StartsWith("heilbronn", StringComparison.Ordinal) ? PatchMix.Pivoting : PatchMix.Recombining,
        },
    };
}

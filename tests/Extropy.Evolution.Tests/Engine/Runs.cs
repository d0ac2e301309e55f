using System.Globalization;
using System.Text;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Engine;

/// <summary>Small runs on seven circles.</summary>
internal static class Runs
{
    public const int Circles = 7;

    public static IOpenProblem Problem { get; } = KnownProblems.Find("circle-packing-7");

    public static EvolutionOptions Options { get; } = new() { Islands = 3, ArchiveSize = 12, NoveltyThreshold = 0.999, Lag = 5 };

    public static ProposerKit Kit(params IProposer[] proposers) => new()
    {
        Proposers = [.. proposers.Length == 0 ? [new ClimbingProposer(Circles)] : proposers],
        Evaluator = new LayoutEvaluator(Problem),
        Fingerprint = new LayoutFingerprint(Problem.Shape),
    };

    public static EvolutionPlan Plan(long evaluations, long seed = 1, EvolutionOptions? options = null) =>
        new(Problem.Id, Problem.Aim, seed, options ?? Options, new EvolutionLimits { Evaluations = evaluations });

    public static async Task<EvolutionOutcome> RunAsync(ProposerKit kit, EvolutionPlan plan, EvolutionServices? services = null) =>
        await new EvolutionRunner(kit, plan, services ?? new EvolutionServices()).RunAsync(CancellationToken.None);

    /// <summary>Everything about a run that must not depend on workers, kills and clocks.</summary>
    public static string Written(EvolutionOutcome outcome)
    {
        EvolutionState state = outcome.State;
        var text = new StringBuilder();
        Line($"{outcome.Stop} {state.Proposals} {state.Evaluations} {state.Correct} {state.Repeated} {state.Refused} {state.Units} {state.Migrants} {state.Spending}");
        for (int i = 0; i < state.Count; i++)
        {
            Candidate candidate = state[new CandidateId(i)];
            Line($"{candidate.Id} {candidate.Parent} {string.Join(' ', candidate.Donors)} {candidate.Island} {candidate.Generation} {candidate.CopyOf}");
            Line($"{candidate.Patch} {candidate.Evaluation.Raw:R} {candidate.Note} {candidate.Parts[0].Text}");
        }

        foreach (IslandState island in state.Islands()) Line($"{island.Size} {island.Correct} {island.Archived} {island.Best:R}");
        foreach (Candidate archived in state.Archive()) Line($"{archived.Id}");
        foreach (EvolutionGrowth growth in state.Growths) Line($"{growth.Proposals} {growth.Tree?.Version} {growth.Note}");
        foreach (EvolutionReflection reflection in state.Reflections) Line($"{reflection.Proposals} {reflection.Name} {reflection.Note}");
        Line($"{state.Memory.Scratchpad} {string.Join('|', state.Memory.Recommendations)}");
        foreach (SystemPrompt prompt in state.Memory.Prompts) Line($"{prompt}");
        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }
}

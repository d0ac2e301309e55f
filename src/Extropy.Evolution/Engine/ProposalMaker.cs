using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Engine;

/// <summary>
/// Carries a planned proposal to something that can be evaluated, or to a reason why not: each draw gets its attempts, a refusal is fed back to the next one,
/// and a draw that ends in refusals or in a repetition is followed by the next draw.
/// </summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class ProposalMaker(ProposerKit kit, EvolutionOptions options, NoveltyIndex novelty, EvolutionRecord record, RandomStream chance)
{
    public async ValueTask<FinishedProposal> MakeAsync(PlannedProposal planned, CancellationToken cancellationToken)
    {
        Spending spending = default;
        long units = 0;
        FinishedProposal? last = null;
        SystemPrompt? prompt = PromptOf(planned);
        for (int draw = 0; draw < planned.Plans.Length; draw++)
        {
            ProposalPlan plan = planned.Plans[draw];
            string? feedback = null;
            for (int attempt = 0; attempt < options.Attempts; attempt++)
            {
                int slot = (draw * options.Attempts) + attempt;
                Proposal proposal = await record.ProposeAsync(kit.Proposers[plan.Arm], Request(planned, plan, slot, attempt, feedback) with { Role = prompt?.Text }, slot, cancellationToken)
                    .ConfigureAwait(false);
                spending += proposal.Spending;
                units += proposal.Units;
                if (proposal.Refusal is { } refusal)
                {
                    feedback = refusal;
                    last = new FinishedProposal { Generation = planned.Generation, Draw = draw, Plan = plan, Refusal = refusal };
                    continue;
                }

                FinishedProposal made = Describe(planned, draw, proposal);
                if (made.Refusal is null) return made with { Spending = spending, Units = units, Prompt = prompt?.Id };
                last = made;
                break; // a repetition: another draw
            }
        }

        return last! with { Spending = spending, Units = units, Prompt = prompt?.Id }; // there is at least one draw with one attempt
    }

    /// <summary>Starts are given, so no prompt made them.</summary>
    private SystemPrompt? PromptOf(PlannedProposal planned)
    {
        if (planned.Generation == 0) return null;
        Draws draws = chance.For(planned.Ordinal).For("system prompt").At(0);
        return PromptChoice.Of(planned.Memory.Prompts, ref draws);
    }

    private ProposalRequest Request(PlannedProposal planned, ProposalPlan plan, int slot, int attempt, string? feedback) => new()
    {
        Ordinal = planned.Ordinal,
        Generation = planned.Generation,
        Patch = plan.Patch,
        Parent = plan.Parent,
        Donors = plan.Donors,
        Elites = planned.Elites,
        Banned = plan.Patch == PatchKind.Ablate ? planned.Banned : [],
        Goals = planned.Tree,
        Recommendations = planned.Memory.Recommendations,
        Chance = chance.For(planned.Ordinal).For(slot),
        Attempt = attempt,
        Feedback = feedback,
    };

    private FinishedProposal Describe(PlannedProposal planned, int draw, Proposal proposal)
    {
        ProposalPlan plan = planned.Plans[draw];
        Digest text = PartsDigest.Of(proposal.Parts);
        Fingerprint fingerprint = kit.Fingerprint.Of(proposal.Parts);
        var made = new FinishedProposal
        {
            Generation = planned.Generation, Draw = draw, Plan = plan, Parts = proposal.Parts, Text = text, Fingerprint = fingerprint, Note = proposal.Note,
        };
        if (planned.Generation == 0) return made; // the same start may stand on every island
        Candidate? known = novelty.Repeated(text, fingerprint, plan.Island, planned.Known, planned.Commits);
        return known is null ? made : made with { Parts = ImmutableArray<Part>.Empty, Note = null, IsRepeated = true, Refusal = $"It repeats candidate {known.Id}." };
    }
}

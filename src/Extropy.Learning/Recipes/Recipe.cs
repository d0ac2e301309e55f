using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Learning.Improvement;
using Extropy.Learning.Objectives;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Training;

namespace Extropy.Learning.Recipes;

/// <summary>A training method as a composition of parts by name. Its knobs, their meaning and where their defaults come from: <see cref="RecipeKnobs"/>.</summary>
public sealed record Recipe
{
    /// <summary>What stands for no part.</summary>
    public const string None = "none";

    /// <summary>Name people use.</summary>
    public string Name { get; init; } = "grpo";

    /// <summary>Where rollouts come from: <c>iid</c>, <c>bom</c>, or the name of a search strategy.</summary>
    public string Rollout { get; init; } = "iid";

    /// <summary>How rewards become advantages.</summary>
    public string Advantage { get; init; } = "grpo";

    /// <summary>The token loss.</summary>
    public string Loss { get; init; } = "ppo-clip";

    /// <summary>How token losses become one number.</summary>
    public string Aggregation { get; init; } = "token-mean";

    /// <summary>The divergence from the policy as it came, in the loss; or none.</summary>
    public string Kl { get; init; } = None;

    /// <summary>β of that divergence, not negative.</summary>
    public double KlWeight { get; init; } = KlOptions.DefaultBeta;

    /// <summary>Coefficient of the entropy bonus, not negative; 0 leaves it out.</summary>
    public double EntropyBonus { get; init; }

    /// <summary>Drops groups whose rewards are all equal and collects others in their place.</summary>
    public bool DynamicSampling { get; init; }

    /// <summary>Leaves tokens of answers that a limit cut out of the loss.</summary>
    public bool OverlongFilter { get; init; }

    /// <summary>ε_low, ε_high and c of the clipped ratio as far as they are set; the loss has its own where they are null.</summary>
    public ClipBounds Clip { get; init; } = new();

    /// <summary>The bounds that the loss works with; null where it has none.</summary>
    public ClipBounds Bounds => KnownLosses.Bounds(Loss, Clip);

    /// <summary>What counts as success: <c>solved</c> (right and derived) or <c>answer</c> (the right answer alone).</summary>
    public string Reward { get; init; } = "solved";

    /// <summary>Where a search takes sub-goals from: <c>logic-only</c> or <c>truth</c>, which knows the solution and is for training data only.</summary>
    public string Goals { get; init; } = "logic-only";

    /// <summary>Prompts of an update, positive; ignored where <see cref="Tokens"/> is set.</summary>
    public int Prompts { get; init; } = CollectionPlan.DefaultPrompts;

    /// <summary>Generated tokens of an update, or 0 for a fixed number of prompts.</summary>
    public long Tokens { get; init; }

    /// <summary>G, rollouts of a prompt.</summary>
    public int Group { get; init; } = 8;

    /// <summary>Tokens that a search or best-of-M may spend on one prompt, positive.</summary>
    public long SearchTokens { get; init; } = 1_250;

    /// <summary>Temperature of a search, above 0.</summary>
    public double SearchTemperature { get; init; } = 1;

    /// <summary>Temperature of independent rollouts, above 0.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Optimiser steps of an update.</summary>
    public int Minibatches { get; init; } = 1;

    /// <summary>Passes over an update's rollouts.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Peak learning rate.</summary>
    public double LearningRate { get; init; } = PolicyTrainerOptions.DefaultLearningRate;

    /// <summary>Optimiser steps over which the rate rises.</summary>
    public long WarmUp { get; init; }

    /// <summary>The rate at the end as a share of the peak.</summary>
    public double FinalShare { get; init; } = 1;

    /// <summary>Largest gradient norm.</summary>
    public double ClipNorm { get; init; } = PolicyTrainerOptions.DefaultClipNorm;

    /// <summary>λ of AdamW.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Checks every name, every number and what goes together.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Group < 1) faults.Add($"a group of {Group} is below 1");
        if (SearchTokens < 1) faults.Add($"{SearchTokens} tokens a search are below 1");
        if (!(SearchTemperature > 0)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"the search temperature {SearchTemperature} is not above 0"));
        if (!(Temperature > 0)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"the temperature {Temperature} is not above 0"));
        if (!(KlWeight >= 0)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"the divergence's weight {KlWeight} is negative"));
        if (!(EntropyBonus >= 0)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"the entropy bonus {EntropyBonus} is negative"));
        if (Clip.Low is not null && Bounds.Low is null) faults.Add($"the loss '{Loss}' has no clip-low");
        if (Clip.High is not null && Bounds.High is null) faults.Add($"the loss '{Loss}' has no clip-high");
        if (Clip.Dual is not null && Bounds.Dual is null) faults.Add($"the loss '{Loss}' has no clip-dual");
        if (Reward is not ("solved" or "answer")) faults.Add($"the reward '{Reward}' is neither solved nor answer");
        if (Goals is not ("logic-only" or "truth")) faults.Add($"the goals '{Goals}' are neither logic-only nor truth");
        Collect(faults, () => RecipeParts.CheckRollout(Rollout));
        Collect(faults, () => KnownAdvantages.List.Find(Advantage));
        Collect(faults, () => KnownLosses.List.Create(Loss, new PartSettings { Clip = Clip }));
        Collect(faults, () => KnownAggregators.List.Find(Aggregation));
        if (Kl != None) Collect(faults, () => KnownKl.List.Find(Kl));
        ImprovementOptions sizes = RecipeParts.Options(this, new ImprovementOptions());
        Collect(faults, sizes.Collection.Validate);
        Collect(faults, sizes.Trainer.Validate);
        Collect(faults, sizes.Trainer.Optimiser.Validate);
        if (faults.Count == 0) return;
        string all = string.Join("; ", faults.Distinct());
        throw new BadInputException($"Recipe '{Name}': {all}{(all.EndsWith('?') ? "" : ".")}");
    }

    /// <summary>Adds what a check of one part says, as a clause.</summary>
    private static void Collect(List<string> faults, Action check)
    {
        try
        {
            check();
        }
        catch (BadInputException fault)
        {
            faults.Add(fault.Message.TrimEnd('.'));
        }
    }
}

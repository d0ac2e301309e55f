using System.Text.Json.Nodes;
using Extropy.Cli.Improving;
using Extropy.Cli.Solving;
using Extropy.Core.Accounting;
using Extropy.Learning.Rollouts;

namespace Extropy.Cli.Collecting;

/// <summary>What the groups amount to, counted as they come.</summary>
internal sealed class RolloutsTally
{
    private readonly int[] _bySource = new int[Enum.GetValues<RolloutSource>().Length];
    private Spending _spent;

    public int Groups { get; private set; }

    public int SolvedGroups { get; private set; }

    public int Rollouts { get; private set; }

    /// <summary>Rollouts with the whole reward.</summary>
    public int Right { get; private set; }

    /// <summary>Rollouts with the whole reward and a recombined ancestor.</summary>
    public int RightEvolved { get; private set; }

    public Spending Spent => _spent;

    public int Of(RolloutSource source) => _bySource[(int)source];

    public void Add(RolloutGroup group)
    {
        Groups++;
        if (group.IsSolved) SolvedGroups++;
        _spent += group.Spent;
        foreach (Rollout member in group.Members)
        {
            Rollouts++;
            _bySource[(int)member.Source]++;
            if (member.Reward < 1) continue;
            Right++;
            if (member.IsEvolved) RightEvolved++;
        }
    }

    /// <summary>The result as JSON.</summary>
    public JsonObject ToJson(RolloutsRequest request) => new()
    {
        ["task"] = KkSetup.Name,
        ["recipe"] = ImproveJson.Recipe(request.Recipe),
        ["seed"] = request.Seed,
        ["format"] = request.Format.ToString().ToLowerInvariant(),
        ["dialect"] = request.Dialect.ToString().ToLowerInvariant(),
        ["groups"] = Groups,
        ["solvedGroups"] = SolvedGroups,
        ["rollouts"] = Rollouts,
        ["sampled"] = Of(RolloutSource.Sampled),
        ["searched"] = Of(RolloutSource.Searched),
        ["padded"] = Of(RolloutSource.Padded),
        ["right"] = Right,
        ["rightEvolved"] = RightEvolved,
        ["policyCalls"] = Spent.PolicyCalls,
        ["generatedTokens"] = Spent.GeneratedTokens,
        ["evolutionChildren"] = Spent.EvolutionChildren,
        ["verifierCalls"] = Spent.VerifierCalls,
    };
}

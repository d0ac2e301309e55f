using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Bes.Selection;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Pool;
using Extropy.Search.Strategies;
using Extropy.Search.Trace;

namespace Extropy.Search.Tree;

/// <summary>
/// Grows a tree of rollouts: a node, drawn by the reward alone, is continued by a few steps. With a reward that is 0 until the end, every
/// open node is equally likely. (The goal-scored tree is <c>BesSearch</c> with its other parts switched off.)
/// </summary>
public sealed class TreeSearch : ISearchStrategy
{
    private readonly TreeSearchOptions _options;

    /// <summary>Creates the strategy.</summary>
    /// <exception cref="BadInputException">An option outside its range.</exception>
    public TreeSearch(TreeSearchOptions options)
    {
        options.Validate();
        _options = options;
        Identity = StrategyIdentity.Of("tree/1", options.AddTo);
    }

    /// <inheritdoc/>
    public string Name => "tree";

    /// <inheritdoc/>
    public Digest Identity { get; }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The budget does not pay for a single step.</exception>
    public async ValueTask<SearchResult> SearchAsync(IProblem problem, SearchContext context, CancellationToken cancellationToken)
    {
        var rollouts = new Rollouts(problem, context, _options.Sampling);
        var parents = new NodeSelector();
        RandomStream moves = context.Random("operator"), choices = context.Random("parent");
        Offer(0);
        while (true)
        {
            if (await rollouts.OutcomeAsync(_options.NoProgressLimit).ConfigureAwait(false) is { } outcome) return rollouts.Finish(outcome);
            if (parents.Count == 0) return rollouts.Finish(SearchOutcome.Exhausted);

            long turn = rollouts.Turn + 1;
            SearchNode parent = rollouts.Pool[Draw(turn)];
            int steps = 1 + moves.At(turn, 1).NextInt(_options.MaxExpansion);
            int before = rollouts.Pool.Count;
            await rollouts.ExpandAsync(parent, steps, cancellationToken).ConfigureAwait(false);
            Offer(before);
        }

        int Draw(long turn)
        {
            double temperature = _options.Temperature.At(context.Ledger.Progress);
            Draws draws = choices.At(turn, 1);
            return parents.Draw(new SelectionRules(_options.SelectionScale, _options.UnexploredBonus, temperature), ref draws);
        }

        void Offer(int first)
        {
            for (int id = first; id < rollouts.Pool.Count; id++)
            {
                SearchNode node = rollouts.Pool[id];
                bool isOpen = node.Verdict.State == TrajectoryState.Open && !node.Trajectory.IsEnded;
                parents.Add(id, node.Score, isOpen && node.Trajectory.Length < problem.MaxSteps);
                foreach (int used in node.Parents) parents.MarkUsed(used);
            }
        }
    }
}

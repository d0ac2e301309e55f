using System.Collections.Immutable;
using Extropy.Core.Errors;

namespace Extropy.Search.Goals;

/// <summary>
/// The goal and its parts, g₀ at the root. Immutable: growing it gives a new tree with a higher version. Goals are numbered in order of
/// arrival, so a goal's index never changes and children come after their parent.
/// </summary>
public sealed class GoalTree
{
    private readonly ImmutableArray<ImmutableArray<int>> _children;
    private readonly ImmutableDictionary<string, int> _indexOf;

    private GoalTree(
        ImmutableArray<Goal> goals, ImmutableArray<int> parents, ImmutableArray<ImmutableArray<int>> children,
        ImmutableArray<int> levels, ImmutableDictionary<string, int> indexOf, int version)
    {
        Goals = goals;
        Parents = parents;
        _children = children;
        Levels = levels;
        _indexOf = indexOf;
        Version = version;
    }

    /// <summary>All goals; index 0 is the root.</summary>
    public ImmutableArray<Goal> Goals { get; }

    /// <summary>Index of each goal's parent; −1 for the root.</summary>
    public ImmutableArray<int> Parents { get; }

    /// <summary>Depth of each goal; the root has level 1, as in the paper.</summary>
    public ImmutableArray<int> Levels { get; }

    /// <summary>How often the tree has grown.</summary>
    public int Version { get; }

    /// <summary>Number of goals.</summary>
    public int Count => Goals.Length;

    /// <summary>A tree that holds only its root.</summary>
    /// <exception cref="ExtropyException">The root names a parent.</exception>
    public static GoalTree WithRoot(Goal root)
    {
        if (root.ParentId is not null)
            throw new ExtropyException($"Goal '{root.Id}' cannot be the root: it names the parent '{root.ParentId}'.");
        return new([root], [-1], [[]], [1], ImmutableDictionary.Create<string, int>(StringComparer.Ordinal).Add(root.Id, 0), 0);
    }

    /// <summary>Indices of a goal's children, in order of arrival.</summary>
    public ImmutableArray<int> Children(int goal) => _children[goal];

    /// <summary>The index of a goal, or −1.</summary>
    public int IndexOf(string id) => _indexOf.TryGetValue(id, out int index) ? index : -1;

    /// <summary>This tree with more goals; each parent must be in the tree or earlier in the list.</summary>
    /// <exception cref="ExtropyException">A duplicate id, a second root, or a parent that is not there (which a cycle always needs).</exception>
    public GoalTree Grow(IEnumerable<Goal> additions)
    {
        var goals = Goals.ToBuilder();
        var parents = Parents.ToBuilder();
        var children = _children.ToBuilder();
        var levels = Levels.ToBuilder();
        var indexOf = _indexOf.ToBuilder();
        foreach (Goal goal in additions)
        {
            if (goal.ParentId is null) throw new ExtropyException($"Goal '{goal.Id}' names no parent, but the tree has its root.");
            if (indexOf.ContainsKey(goal.Id)) throw new ExtropyException($"Goal '{goal.Id}' is in the tree already; ids must be unique.");
            if (!indexOf.TryGetValue(goal.ParentId, out int parent))
            {
                throw new ExtropyException(
                    $"Goal '{goal.Id}' names the parent '{goal.ParentId}', which is not in the tree; add parents first (cycles are impossible).");
            }

            int index = goals.Count;
            goals.Add(goal);
            parents.Add(parent);
            children.Add([]);
            children[parent] = children[parent].Add(index);
            levels.Add(levels[parent] + 1);
            indexOf.Add(goal.Id, index);
        }

        return goals.Count == Goals.Length
            ? this
            : new(goals.ToImmutable(), parents.ToImmutable(), children.ToImmutable(), levels.ToImmutable(), indexOf.ToImmutable(), Version + 1);
    }
}

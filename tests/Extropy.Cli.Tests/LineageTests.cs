using System.Collections.Immutable;
using Extropy.Cli.Solving;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;

namespace Extropy.Cli.Tests;

/// <summary>Each step of a recombined trajectory is traced to the node that wrote it, even when equal steps occur in several places.</summary>
public sealed class LineageTests
{
    private static readonly ImmutableArray<SearchNode> Parents =
    [
        Node(0, "root", []),
        Node(1, "expansion", [0], "a", "b", "c"),
        Node(2, "expansion", [0], "a", "x", "b", "y"),
    ];

    [Theory]
    [InlineData("combination", "a b c x b y", "1 1 1 2 2 2")] // prefix a, then b c, then x b y
    [InlineData("crossover", "a b b y", "1 1 2 2")] // prefix a, b of the first, b y of the second
    [InlineData("translocation", "a y c", "1 2 1")] // b replaced by y
    public void Origins_OfABinaryOperator_NameTheRightParent(string operation, string steps, string writers)
    {
        SearchNode child = Node(3, operation, [1, 2], steps.Split(' '));

        ImmutableArray<StepOrigin> origins = Lineage.OfSteps(Parents.Add(child), child);

        Assert.Equal(writers, string.Join(' ', origins.Select(origin => origin.WrittenBy)));
        Assert.All(origins, origin => Assert.Equal(origin.WrittenBy == 2, Assert.Single(origin.Moves).IsDonor));
    }

    [Fact]
    public void Origins_AfterADeletion_StayWithTheParent()
    {
        SearchNode child = Node(3, "deletion", [2], "a", "b", "y");

        ImmutableArray<StepOrigin> origins = Lineage.OfSteps(Parents.Add(child), child);

        Assert.All(origins, origin => Assert.Equal((2, "expansion"), (origin.WrittenBy, origin.Operator)));
    }

    [Fact]
    public void Origins_OfAnExpansion_AreTheParentsThenItsOwn()
    {
        SearchNode child = Node(3, "expansion", [1], "a", "b", "c", "b");

        ImmutableArray<StepOrigin> origins = Lineage.OfSteps(Parents.Add(child), child);

        Assert.Equal([1, 1, 1, 3], origins.Select(origin => origin.WrittenBy));
        Assert.All(origins, origin => Assert.Empty(origin.Moves));
    }

    private static SearchNode Node(int id, string origin, ImmutableArray<int> parents, params string[] steps) => new(
        id,
        new Trajectory([.. steps.Select(text => new Step(text))]),
        parents,
        origin,
        new Verdict(0, TrajectoryState.Open),
        0,
        default);
}

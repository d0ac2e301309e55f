using System.Collections.Immutable;
using Extropy.Search.Bes.Export;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;

namespace Extropy.Search.Tests.Bes;

public sealed class SearchExportTests
{
    [Fact]
    public void MoreThanTheGroup_KeepsTheFirstCorrectAndTheBestWrong()
    {
        ExportGroup group = SearchExport.Select(Result("w.1 w.5 c.9 w.3 c1. w.2"), groupSize: 3);

        Assert.Equal([3, 2, 4], group.Members.Select(node => node.Id));
        Assert.Equal(0, group.Missing);
    }

    [Fact]
    public void NoneCorrect_KeepsTheBestWrong() =>
        Assert.Equal([2, 4], SearchExport.Select(Result("w.1 w.5 w.2 w.3"), groupSize: 2).Members.Select(node => node.Id));

    [Fact]
    public void FewerThanTheGroup_KeepsAll_AndCountsThePads()
    {
        ExportGroup group = SearchExport.Select(Result("c.9 o.7 w.3 c1."), groupSize: 8);

        Assert.Equal([4, 1, 3], group.Members.Select(node => node.Id));
        Assert.Equal(5, group.Missing);
    }

    [Fact]
    public void NearlyAllCorrect_LeavesPlacesForRollouts()
    {
        ExportGroup group = SearchExport.Select(Result("c.9 c.8 c.7 w.3"), groupSize: 3);

        Assert.Equal([1, 4], group.Members.Select(node => node.Id));
        Assert.Equal(1, group.Missing);
    }

    [Fact]
    public void GroupOfOne_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => SearchExport.Select(Result("w.1"), 1));

    /// <summary>Nodes behind the root: c correct, w wrong, o open; then the score.</summary>
    private static SearchResult Result(string nodes)
    {
        ImmutableArray<SearchNode> pool =
        [
            Node(0, "o0"), .. nodes.Split(' ').Select((written, i) => Node(i + 1, written)),
        ];
        return new SearchResult(SearchOutcome.BudgetSpent, pool, pool[0], default, null, null);
    }

    private static SearchNode Node(int id, string written)
    {
        bool isCorrect = written[0] == 'c';
        var verdict = new Verdict(isCorrect ? 1 : 0, written[0] == 'o' ? TrajectoryState.Open : TrajectoryState.Complete);
        double score = double.Parse(written[1..], System.Globalization.CultureInfo.InvariantCulture);
        return new SearchNode(id, new Trajectory([new Step($"{id}")]), [], NodeOrigin.Root, verdict, score, default);
    }
}

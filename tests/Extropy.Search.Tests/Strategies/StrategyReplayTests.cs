using Extropy.Core.Accounting;
using Extropy.Core.Identity;
using Extropy.Runs.Effects;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Strategies;
using Extropy.Search.Trace;
using Extropy.Testing.Files;
using Extropy.Testing.Search;

namespace Extropy.Search.Tests.Strategies;

/// <summary>Every strategy obeys the replay rule: a journal changes nothing, and a search that was stopped goes on as if it had not been.</summary>
public sealed class StrategyReplayTests : IDisposable
{
    private static readonly WordProblem Problem = new(5, 2);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. KnownStrategies.Names];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task StoppedTwice_AndResumed_GivesTheSameNodes(string name)
    {
        ISearchStrategy strategy = KnownStrategies.Create(name);
        SearchResult plain = await strategy.SearchAsync(Problem, new SearchContext(Key, new Stopping(int.MaxValue), Limits), CancellationToken.None);

        await Assert.ThrowsAsync<OperationCanceledException>(() => RecordedAsync(strategy, new Stopping(2)));
        await Assert.ThrowsAsync<OperationCanceledException>(() => RecordedAsync(strategy, new Stopping(1)));
        SearchResult resumed = await RecordedAsync(strategy, new Stopping(int.MaxValue));
        SearchResult replayed = await RecordedAsync(strategy, new Stopping(0));

        Assert.Equal(plain.Nodes.Select(Searches.Shown), resumed.Nodes.Select(Searches.Shown));
        Assert.Equal(plain.Nodes.Select(Searches.Shown), replayed.Nodes.Select(Searches.Shown));
        Assert.Equal(plain.Spent, replayed.Spent);
    }

    private static SearchKey Key => new(Digest.Of("replay"));

    private static Budget Limits => new() { PolicyCalls = 60 };

    private async Task<SearchResult> RecordedAsync(ISearchStrategy strategy, IStepPolicy policy)
    {
        await using Journal journal = Journal.Open(_folder.File("journal.db"));
        var context = new SearchContext(Key, policy, Limits, new SearchServices { Journal = journal });
        SearchResult result = await strategy.SearchAsync(Problem, context, CancellationToken.None);
        context.EnsureReplayed();
        return result;
    }

    /// <summary>Answers so many calls, then is cut off.</summary>
    private sealed class Stopping(int calls) : IStepPolicy
    {
        private readonly WordPolicy _policy = new(5, 2);
        private int _left = calls;

        public PolicyIdentity Identity => _policy.Identity;

        public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken) =>
            _left-- > 0 ? _policy.ContinueAsync(request, cancellationToken) : throw new OperationCanceledException();
    }
}

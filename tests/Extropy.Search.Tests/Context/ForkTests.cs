using System.Collections.Immutable;
using CsCheck;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Runs.Effects;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;
using Extropy.Testing.Files;

namespace Extropy.Search.Tests.Context;

public sealed class ForkTests : IDisposable
{
    private const int HangMilliseconds = 60_000; // far above what a test takes; only a search that waits for ever meets it

    private static readonly EvenWords Problem = new();
    private static readonly SamplingOptions Sampling = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Children_OwnEqualShares_AndLeftOversComeBack()
    {
        var context = new SearchContext(Keys.Of(0), new CountingPolicy(), new Budget { PolicyCalls = 11, Money = 1m });
        ImmutableArray<long> shares = await context.ForkAsync(3, async (child, index, stop) =>
        {
            long share = child.Ledger.Budget.PolicyCalls;
            if (index == 1) await child.ContinueAsync(Problem.Prompt, Trajectory.Empty, 2, Sampling, null, stop);
            return share;
        }, default);

        Assert.Equal([4, 4, 3], shares);
        Assert.Equal((2, 9), (context.Ledger.Spent.PolicyCalls, context.Ledger.PolicyCallsLeft));
    }

    [Fact]
    public async Task Children_DrawApart_FromEachOtherAndFromTheParent()
    {
        var context = new SearchContext(Keys.Of(0), new CountingPolicy(), Budget.Unlimited);
        ulong parent = context.Random("x").At(0).NextBits();
        ImmutableArray<ulong> children = await context.ForkAsync(3, (child, _, _) => ValueTask.FromResult(child.Random("x").At(0).NextBits()), default);
        ImmutableArray<ulong> later = await context.ForkAsync(3, (child, _, _) => ValueTask.FromResult(child.Random("x").At(0).NextBits()), default);

        Assert.Equal(7, children.Concat(later).Append(parent).Distinct().Count());
    }

    [Fact]
    public async Task Parent_UsedInsideAFork_Throws()
    {
        var context = new SearchContext(Keys.Of(0), new CountingPolicy(), Budget.Unlimited);

        await Assert.ThrowsAsync<InvalidOperationException>(() => context.ForkAsync(
            2, (_, _, stop) => context.ContinueAsync(Problem.Prompt, Trajectory.Empty, 1, Sampling, null, stop), default).AsTask());
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Fork_WhereOneChildFails_StopsTheOthersAndThrowsItsFailure()
    {
        int stopped = 0;
        var policy = new CountingPolicy { OnCall = (_, token) => UntilStopped(token, () => Interlocked.Increment(ref stopped)) };
        var context = new SearchContext(Keys.Of(0), policy, Budget.Unlimited);

        await Assert.ThrowsAsync<IOException>(() => context.ForkAsync<int>(3, async (child, index, stop) =>
        {
            if (index == 2) throw new IOException("gone");
            await child.ContinueAsync(Problem.Prompt, Trajectory.Empty, 1, Sampling, null, stop);
            return 0;
        }, TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(2, stopped); // both that were waiting
    }

    [Fact]
    public async Task Events_OfChildren_AreToldInIndexOrder()
    {
        var told = new Listener();
        var first = new TaskCompletionSource();
        var context = new SearchContext(Keys.Of(0), new CountingPolicy(), Budget.Unlimited, told);
        await context.ForkAsync(2, async (child, index, _) =>
        {
            if (index == 0) await first.Task;
            child.Report(new SearchEvent.Ended(index, SearchOutcome.Exhausted, 0, default));
            if (index == 1) first.SetResult();
            return 0;
        }, default);

        Assert.Equal([0, 1], told.Steps);
    }

    [Fact(Timeout = HangMilliseconds)]
    public async Task Race_RecordsItsWinner_AndReplaysItAlone()
    {
        (int, string) live = await RecordedAsync(slowest: 0);
        (int, string) replayed = await RecordedAsync(slowest: 2); // now another one would win

        Assert.Equal(1, live.Item1);
        Assert.Equal(live, replayed);

        async Task<(int, string)> RecordedAsync(int slowest)
        {
            await using Journal journal = Journal.Open(_folder.File("race.db"));
            var context = new SearchContext(Keys.Of(0), new CountingPolicy(), new Budget { PolicyCalls = 30 }, new SearchServices { Journal = journal });
            (int winner, string text) = await context.RaceAsync(3, async (child, index, stop) =>
            {
                Continuation words = await child.ContinueAsync(Problem.Prompt, Trajectory.Empty, index + 1, Sampling, null, stop);
                bool isFast = slowest == 0 ? index == 1 : index == 0;
                if (!isFast && !journal.IsResumed) await UntilStopped(stop);
                return string.Join(' ', words.Steps);
            }, TestContext.Current.CancellationToken);
            Continuation after = await context.ContinueAsync(Problem.Prompt, Trajectory.Empty, 1, Sampling, null, default);
            context.EnsureReplayed();
            return (winner, $"{text} {after.Steps[0]} {context.Ledger.Spent}");
        }
    }

    /// <summary>
    /// Random trees of forks, with chance deciding how deep, how wide and how long: cut off after a random number of policy calls and
    /// resumed, they give what an uninterrupted run gives.
    /// </summary>
    [Fact]
    public void RandomForkTrees_CutAnywhere_ResumeToTheSame() =>
        Gen.Select(Gen.Int[0, 1_000_000], Gen.Int[1, 40]).Sample(
            (seed, cut) => CutAndResumeAsync(seed, cut).GetAwaiter().GetResult(), iter: 40, threads: 1);

    /// <summary>Waits for the cancellation and nothing else: a search that forgets to stop it hangs, and the test's timeout says so.</summary>
    private static async Task UntilStopped(CancellationToken token, Action? onStop = null)
    {
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration stop = token.Register(() => never.TrySetCanceled(token));
        try
        {
            await never.Task;
        }
        finally
        {
            onStop?.Invoke();
        }
    }

    private async Task<bool> CutAndResumeAsync(int seed, int cut)
    {
        string path = _folder.File($"tree-{seed}-{cut}.db");
        string expected = await TreeAsync(new SearchContext(Keys.Of(seed), new CountingPolicy(), Budget), 0, default);
        var dying = new CountingPolicy { OnCall = (call, _) => call > cut ? throw new IOException("cut") : Task.CompletedTask };
        await using (Journal journal = Journal.Open(path))
        {
            try
            {
                await TreeAsync(new SearchContext(Keys.Of(seed), dying, Budget, new SearchServices { Journal = journal }), 0, default);
            }
            catch (IOException)
            {
                // as planned, unless the tree was smaller than the cut
            }
        }

        for (int life = 0; life < 2; life++)
        {
            await using Journal journal = Journal.Open(path);
            var policy = new CountingPolicy();
            var context = new SearchContext(Keys.Of(seed), policy, Budget, new SearchServices { Journal = journal });
            if (await TreeAsync(context, 0, default) != expected || (life == 1 && policy.Calls > 0)) return false;
            context.EnsureReplayed();
        }

        return true;
    }

    private static readonly Budget Budget = new() { PolicyCalls = 60, GeneratedTokens = 500 };

    private static async ValueTask<string> TreeAsync(SearchContext context, int depth, CancellationToken cancellationToken)
    {
        var text = new List<string>();
        RandomStream shape = context.Random("shape");
        int length = shape.At(0).NextInt(1, 5);
        for (int i = 1; i <= length && !context.Ledger.IsExhausted; i++)
        {
            int steps = shape.At(i).NextInt(1, 4);
            bool forks = depth < 3 && shape.At(i, 1).NextBernoulli(0.4);
            if (forks)
            {
                text.Add($"[{string.Join("; ", await context.ForkAsync(steps, (child, _, stop) => TreeAsync(child, depth + 1, stop), cancellationToken))}]");
                continue;
            }

            Continuation response = await context.ContinueAsync(Problem.Prompt, Trajectory.Empty, steps, Sampling, null, cancellationToken);
            text.Add($"{string.Join(' ', response.Steps)} {context.Verify(Problem, new Trajectory(response.Steps)).Reward}");
        }

        return $"{string.Join(", ", text)} {context.Ledger.Spent.PolicyCalls}";
    }

    private sealed class Listener : ISearchObserver
    {
        public List<long> Steps { get; } = [];

        public void OnEvent(SearchEvent happened) => Steps.Add(happened.SearchStep);
    }
}

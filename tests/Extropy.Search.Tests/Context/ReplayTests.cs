using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Identity;
using Extropy.Runs.Effects;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Testing.Files;
using Microsoft.Extensions.Time.Testing;

namespace Extropy.Search.Tests.Context;

public sealed class ReplayTests : IDisposable
{
    private static readonly SamplingOptions Sampling = new();
    private static readonly EvenWords Problem = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Replay_AsksNobodyAndReturnsTheSame()
    {
        var policy = new CountingPolicy();
        string live = await RecordedAsync(policy, context => WalkAsync(context));
        int calls = policy.Calls;
        string replayed = await RecordedAsync(policy, context => WalkAsync(context));

        Assert.Equal(live, replayed);
        Assert.Equal(calls, policy.Calls);
    }

    [Fact]
    public async Task Journal_DoesNotChangeASearch()
    {
        var plain = new SearchContext(Keys.Of(0), new CountingPolicy(), Budget.Unlimited);

        Assert.Equal(await WalkAsync(plain), await RecordedAsync(new CountingPolicy(), context => WalkAsync(context)));
    }

    [Fact]
    public async Task Cancellation_AtAnyCall_ResumesToTheSameResult()
    {
        string uninterrupted = await WalkAsync(new SearchContext(Keys.Of(0), new CountingPolicy(), Budget.Unlimited));
        var calls = 0;
        for (int stopAt = 1; stopAt <= 10; stopAt += 3)
        {
            using var stop = new CancellationTokenSource();
            var policy = new CountingPolicy
            {
                OnCall = async (call, token) =>
                {
                    if (call == 3) await stop.CancelAsync();
                    token.ThrowIfCancellationRequested();
                },
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RecordedAsync(policy, context => WalkAsync(context, stop.Token)));
            calls += policy.Calls - 1; // the last one was not answered
        }

        var last = new CountingPolicy();
        Assert.Equal(uninterrupted, await RecordedAsync(last, context => WalkAsync(context)));
        Assert.Equal(10, calls + last.Calls);
    }

    [Theory]
    [InlineData("policy")]
    [InlineData("prompt")]
    [InlineData("prefix")]
    [InlineData("max steps")]
    [InlineData("sampling")]
    [InlineData("cue")]
    [InlineData("max tokens")]
    public async Task ChangedField_IsNamed(string field)
    {
        var words = new Trajectory([new Step("word 0")]);
        await RecordedAsync(new CountingPolicy(), Ask("", context => context.ContinueAsync(Problem.Prompt, words, 2, Sampling, "cue", default)));
        var policy = field == "policy" ? new CountingPolicy { Identity = new("counting", 1, Digest.Of("other weights")) } : new CountingPolicy();
        Budget budget = field == "max tokens" ? new() { GeneratedTokens = 100 } : Budget.Unlimited;

        var fault = await Assert.ThrowsAsync<ReplayDivergenceException>(() => RecordedAsync(
            policy,
            Ask(field, context => context.ContinueAsync(
                field == "prompt" ? new Prompt("Write even words!") { TokenIds = [1, 2, 3] } : Problem.Prompt,
                field == "prefix" ? new Trajectory([new Step("word 0", endsTrajectory: true)]) : words,
                field == "max steps" ? 3 : 2,
                field == "sampling" ? Sampling with { MinP = 0.1 } : Sampling,
                field == "cue" ? null : "cue",
                default)),
            budget));

        Assert.Equal((field, 0L, ""), (fault.Field, fault.Ordinal, fault.ForkPath));
    }

    [Fact]
    public async Task ChangedVerdict_IsFoundByTheStateDigest_NearItsCause()
    {
        await RecordedAsync(new CountingPolicy(), context => VerifyManyAsync(context, wrongAt: -1));

        var fault = await Assert.ThrowsAsync<ReplayDivergenceException>(
            () => RecordedAsync(new CountingPolicy(), context => VerifyManyAsync(context, wrongAt: 100)));

        Assert.Contains("between operations 64 and 128", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FewerRequests_ThanRecorded_AreADivergence()
    {
        await RecordedAsync(new CountingPolicy(), context => WalkAsync(context));

        await Assert.ThrowsAsync<ReplayDivergenceException>(() => RecordedAsync(new CountingPolicy(), async context =>
        {
            await context.ContinueAsync(Problem.Prompt, Trajectory.Empty, 1, Sampling, null, default);
            return "";
        }));
    }

    [Fact]
    public async Task ExternalVerdict_IsRecorded()
    {
        var verifier = new MoodyVerifier();
        string live = await RecordedAsync(new CountingPolicy(), JudgeAsync);
        string replayed = await RecordedAsync(new CountingPolicy(), JudgeAsync);

        Assert.Equal(live, replayed);
        Assert.Equal("1 0.5 mood 2", live);

        async ValueTask<string> JudgeAsync(SearchContext context)
        {
            Verdict first = await context.VerifyAsync(verifier, Trajectory.Empty, default);
            Verdict second = await context.VerifyAsync(verifier, Trajectory.Empty, default);
            Assert.Equal(2, context.Ledger.Spent.VerifierCalls);
            return $"{first.Reward} {second.Reward} {second.Feedback}";
        }
    }

    [Fact]
    public async Task Scores_AreRecordedAndCharged()
    {
        var policy = new CountingPolicy();
        var text = new Trajectory([new Step("abc", tokens: new StepTokens([7, 8]))]);
        string live = await RecordedAsync(policy, ScoreAsync);
        string replayed = await RecordedAsync(policy, ScoreAsync);

        Assert.Equal("-0.75 of 5", live);
        Assert.Equal(live, replayed);
        Assert.Equal(1, policy.Calls);

        async ValueTask<string> ScoreAsync(SearchContext context)
        {
            ImmutableArray<double> scores = await context.ScoreAsync(Problem.Prompt, text, default);
            return $"{scores[0]} of {context.Ledger.Spent.PromptTokens}";
        }
    }

    [Fact]
    public async Task Deadline_IsSeenAtTheSamePlaceAgain()
    {
        var time = new FakeTimeProvider();
        string live = await RecordedAsync(new CountingPolicy(), context => UntilDeadlineAsync(context, () => time.Advance(TimeSpan.FromSeconds(1))), time: time);
        string replayed = await RecordedAsync(new CountingPolicy(), context => UntilDeadlineAsync(context, () => { }), time: time);

        Assert.Equal("4 calls, 13 questions", live);
        Assert.Equal(live, replayed);

        static async ValueTask<string> UntilDeadlineAsync(SearchContext context, Action tick)
        {
            int questions = 0;
            while (true)
            {
                for (int i = 0; i < 3; i++)
                {
                    questions++;
                    if (await context.IsDeadlineReachedAsync()) return $"{context.Ledger.Spent.PolicyCalls} calls, {questions} questions";
                }

                await context.ContinueAsync(Problem.Prompt, Trajectory.Empty, 1, Sampling, null, default);
                tick();
            }
        }
    }

    [Fact]
    public async Task PaidCall_AfterACrash_IsMadeAgainUnderItsKey_AndShown()
    {
        var first = new CountingPolicy { IsPaid = true, OnCall = (call, _) => call == 2 ? throw new IOException("gone") : Task.CompletedTask };
        await Assert.ThrowsAsync<IOException>(() => RecordedAsync(first, context => WalkAsync(context)));

        var second = new CountingPolicy { IsPaid = true };
        int possiblyCharged = 0;
        await RecordedAsync(second, async context =>
        {
            string result = await WalkAsync(context);
            possiblyCharged = context.PossiblyChargedCalls;
            return result;
        });

        Assert.Equal(1, possiblyCharged);
        Assert.Equal(first.Keys[1], second.Keys[0]);
        Assert.Equal(10, first.Keys.Concat(second.Keys).Distinct().Count());
        Assert.DoesNotContain(null, second.Keys);
    }

    [Fact]
    public async Task Response_ReachesTheStrategy_OnlyAfterItsCommit()
    {
        bool isAnswered = false;
        var seen = new List<bool>();
        await using Journal journal = Journal.Open(_folder.File("journal.db"), new Watch(() => seen.Add(Volatile.Read(ref isAnswered))));
        var context = new SearchContext(Keys.Of(0), new CountingPolicy(), Budget.Unlimited, new SearchServices { Journal = journal });

        await context.ContinueAsync(Problem.Prompt, Trajectory.Empty, 1, Sampling, null, default);
        Volatile.Write(ref isAnswered, true);

        Assert.Equal([false, false, false], seen);
    }

    [Fact]
    public async Task TokenDraws_DependOnSearchAndOrdinalOnly()
    {
        string[] first = await WordsAsync(Keys.Of(0)), again = await WordsAsync(Keys.Of(0)), other = await WordsAsync(Keys.Of(1));

        Assert.Equal(first, again);
        Assert.Equal(6, first.Concat(other).Distinct().Count());

        static async Task<string[]> WordsAsync(SearchKey key)
        {
            var context = new SearchContext(key, new CountingPolicy(), Budget.Unlimited);
            var words = new List<string>();
            for (int i = 0; i < 3; i++)
            {
                Continuation response = await context.ContinueAsync(Problem.Prompt, Trajectory.Empty, 4, Sampling, null, default);
                words.Add(string.Join(' ', response.Steps));
            }

            return [.. words];
        }
    }

    [Fact]
    public async Task SecondRequest_WhileOneIsPending_Throws()
    {
        var answer = new TaskCompletionSource();
        var context = new SearchContext(Keys.Of(0), new CountingPolicy { OnCall = (_, _) => answer.Task }, Budget.Unlimited);
        Task<Continuation> pending = context.ContinueAsync(Problem.Prompt, Trajectory.Empty, 1, Sampling, null, default).AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(() => context.ContinueAsync(Problem.Prompt, Trajectory.Empty, 1, Sampling, null, default).AsTask());
        Assert.Throws<InvalidOperationException>(() => context.Verify(Problem, Trajectory.Empty));
        Assert.Throws<InvalidOperationException>(context.ChargeEvolution);
        answer.SetResult();
        await pending;
        context.ChargeEvolution();
    }

    [Fact]
    public async Task FailedRequest_EndsTheSearch()
    {
        var context = new SearchContext(Keys.Of(0), new CountingPolicy { OnCall = (_, _) => throw new IOException("gone") }, Budget.Unlimited);
        await Assert.ThrowsAsync<IOException>(() => context.ContinueAsync(Problem.Prompt, Trajectory.Empty, 1, Sampling, null, default).AsTask());

        await Assert.ThrowsAsync<InvalidOperationException>(() => context.ContinueAsync(Problem.Prompt, Trajectory.Empty, 1, Sampling, null, default).AsTask());
    }

    private static Func<SearchContext, ValueTask<string>> Ask(string name, Func<SearchContext, ValueTask<Continuation>> ask) =>
        async context => $"{name}{(await ask(context)).Steps.Length}";

    private static async ValueTask<string> WalkAsync(SearchContext context, CancellationToken cancellationToken = default)
    {
        Trajectory trajectory = Trajectory.Empty;
        double reward = 0;
        for (int i = 0; i < 10; i++)
        {
            Continuation response = await context.ContinueAsync(Problem.Prompt, trajectory, 2, Sampling, null, cancellationToken);
            trajectory = trajectory.Append(response.Steps);
            reward += context.Verify(Problem, trajectory).Reward;
        }

        return $"{trajectory.ToText(", ")} {reward} {context.Ledger.Spent}";
    }

    private static ValueTask<string> VerifyManyAsync(SearchContext context, int wrongAt)
    {
        for (int i = 0; i < 200; i++) context.Verify(Problem, new Trajectory([new Step(i == wrongAt ? "word 1" : "word 0")]));
        return ValueTask.FromResult("");
    }

    private async Task<string> RecordedAsync(
        IStepPolicy policy, Func<SearchContext, ValueTask<string>> search, Budget? budget = null, TimeProvider? time = null)
    {
        await using Journal journal = Journal.Open(_folder.File("journal.db"));
        var services = new SearchServices { Journal = journal, Time = time ?? TimeProvider.System, TimeLimit = time is null ? null : TimeSpan.FromSeconds(4) };
        var context = new SearchContext(Keys.Of(0), policy, budget ?? Budget.Unlimited, services);
        string result = await search(context);
        context.EnsureReplayed();
        return result;
    }

    private sealed class Watch(Action onMoment) : ICommitObserver
    {
        public void Before(int rows) => onMoment();

        public void During(int rows) => onMoment();

        public void After(int rows) => onMoment();
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Runs.Effects;
using Extropy.Search.Trace;

namespace Extropy.Search.Context;

/// <content>Concurrency inside a search.</content>
public sealed partial class SearchContext
{
    private static readonly string[] RaceFields = ["children"];

    /// <summary>
    /// Runs <paramref name="count"/> bodies side by side, each with its own path, chance and equal share of what the budget has left (the
    /// first ones get what does not divide). At the end, in index order, their spending is charged here, so what they left over comes
    /// back, and what they reported is told to the observer.
    /// </summary>
    /// <param name="count">How many, ≥ 1.</param>
    /// <param name="body">The work of one child: its context, its index, the token that stops it.</param>
    /// <param name="cancellationToken">Stops all.</param>
    /// <returns>The results in index order.</returns>
    /// <remarks>When a body fails the others are stopped, and the failure with the lowest index that is not a stop is thrown.</remarks>
    public async ValueTask<ImmutableArray<T>> ForkAsync<T>(
        int count, Func<SearchContext, int, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken)
    {
        Enter();
        _isBroken = true; // until it has succeeded
        try
        {
            Child[] children = Split(count, _ordinal++);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var running = new Task<T>[count];
            for (int i = 0; i < count; i++) running[i] = StopOthersOnFailureAsync(children[i].RunAsync(body, i, stop.Token), stop);
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (Task<T> failed in running.Where(task => task.IsFaulted).Take(1)) await failed.ConfigureAwait(false);

            var results = new T[count];
            for (int i = 0; i < count; i++)
            {
                results[i] = await running[i].ConfigureAwait(false);
                children[i].Context.EnsureReplayed();
                Join(children[i], children[i].Context.Ledger.Spent);
            }

            _isBroken = false;
            return ImmutableCollectionsMarshal.AsImmutableArray(results);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// Runs bodies like <see cref="ForkAsync"/> until one returns; the others are stopped and only what they spent counts. Which one was
    /// first depends on the world, so it is recorded: a replay runs the winner alone.
    /// </summary>
    /// <returns>The winner's index and result. Bodies that fail cannot win; when all fail, the failure with the lowest index is thrown.</returns>
    public async ValueTask<(int Winner, T Result)> RaceAsync<T>(
        int count, Func<SearchContext, int, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken)
    {
        Enter();
        _isBroken = true; // until it has succeeded
        try
        {
            long ordinal = _ordinal++;
            var request = new EffectRequest(EffectKind.Race, RaceFields, [(ulong)count]);
            (int Winner, T Result) won;
            if (_stream is not null && _stream.TryReplay(ordinal, request, out ReadOnlyMemory<byte> payload))
            {
                (int winner, Spending[] spent) = Decode(ordinal, payload, bytes => EffectCodec.ReadRace(bytes.Span));
                Child child = MakeChild(count, winner, ordinal);
                won = (winner, await child.RunAsync(body, winner, cancellationToken).ConfigureAwait(false));
                Finish(child, winner, spent);
            }
            else
            {
                Child[] children = Split(count, ordinal);
                won = await FirstAsync(children, body, cancellationToken).ConfigureAwait(false);
                Spending[] spent = [.. children.Select(child => child.Context.Ledger.Spent)];
                if (_stream is not null)
                    await _stream.AppendAsync(ordinal, request, EffectCodec.WriteRace(_writer!, won.Winner, spent)).ConfigureAwait(false);
                Finish(children[won.Winner], won.Winner, spent);
            }

            _isBroken = false;
            return won;
        }
        finally
        {
            Leave();
        }
    }

    private static async Task<T> StopOthersOnFailureAsync<T>(Task<T> work, CancellationTokenSource others)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        catch
        {
            await others.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<(int Winner, T Result)> FirstAsync<T>(
        Child[] children, Func<SearchContext, int, CancellationToken, ValueTask<T>> body, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task<T>>();
        for (int i = 0; i < children.Length; i++)
        {
            running.Add(children[i].RunAsync(body, i, stop.Token));
            if (running[i].IsCompletedSuccessfully) break; // won before the others began
        }

        var open = new List<Task<T>>(running);
        int winner = -1;
        while (open.Count > 0)
        {
            Task<T> ended = await Task.WhenAny(open).ConfigureAwait(false);
            open.Remove(ended);
            if (winner >= 0 || !ended.IsCompletedSuccessfully) continue;
            winner = running.IndexOf(ended);
            await stop.CancelAsync().ConfigureAwait(false);
        }

        int shown = winner >= 0 ? winner : Math.Max(0, running.FindIndex(task => task.IsFaulted));
        return (winner, await running[shown].ConfigureAwait(false));
    }

    private void Finish(Child winner, int index, Spending[] spent)
    {
        if (winner.Context.Ledger.Spent != spent[index])
            throw Diverged("the winner's spending", spent[index].ToString(), winner.Context.Ledger.Spent.ToString());
        winner.Context.EnsureReplayed();
        for (int i = 0; i < spent.Length; i++)
        {
            if (i == index) Join(winner, spent[i]);
            else Ledger.Charge(spent[i]);
        }
    }

    private void Join(Child child, Spending spent)
    {
        Ledger.Charge(spent);
        foreach (SearchEvent happened in child.Events) Report(happened);
        PossiblyChargedCalls += child.Context.PossiblyChargedCalls;
        if (_stream is not null) Did(child.Context._state);
    }

    private Child[] Split(int count, long ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var children = new Child[count];
        for (int i = 0; i < count; i++) children[i] = MakeChild(count, i, ordinal);
        return children;
    }

    private Child MakeChild(int count, int index, long ordinal)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"{_path}/{ordinal}.{index}");
        var child = new Child();
        SearchServices services = _services with { Observer = _services.Observer is null ? null : child };
        RandomStream root = _root.For("fork").For(ordinal).For(index);
        child.Context = new SearchContext(Key, path, root, _policy, BudgetShare.Of(Ledger, count, index), services, _startedAt)
        {
            _isDeadlineReached = _isDeadlineReached,
        };
        return child;
    }

    /// <summary>A child and what it reported: told at the join, because the order among children would depend on threads.</summary>
    private sealed class Child : ISearchObserver
    {
        public SearchContext Context { get; set; } = null!; // set by its maker

        public List<SearchEvent> Events { get; } = [];

        public void OnEvent(SearchEvent happened) => Events.Add(happened);

        public async Task<T> RunAsync<T>(Func<SearchContext, int, CancellationToken, ValueTask<T>> body, int index, CancellationToken stop) =>
            await body(Context, index, stop).ConfigureAwait(false);
    }
}

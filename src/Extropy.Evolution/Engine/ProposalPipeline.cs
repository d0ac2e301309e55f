using System.Threading.Channels;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Engine;

/// <summary>
/// Proposals in flight: some workers make them, some evaluate them, bounded channels between; whoever commits takes them in the order of their ordinals. The
/// number of workers changes when things are done, never what.
/// </summary>
internal sealed class ProposalPipeline : IAsyncDisposable
{
    private readonly ProposalMaker _maker;
    private readonly IEvaluator _evaluator;
    private readonly Channel<(PlannedProposal Planned, Slot Slot)> _planned;
    private readonly Channel<(FinishedProposal Made, Slot Slot)> _made;
    private readonly Dictionary<long, Slot> _slots = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _workers;

    public ProposalPipeline(ProposalMaker maker, IEvaluator evaluator, int makers, int evaluators, int inFlight)
    {
        _maker = maker;
        _evaluator = evaluator;
        _planned = Channel.CreateBounded<(PlannedProposal, Slot)>(inFlight);
        _made = Channel.CreateBounded<(FinishedProposal, Slot)>(Math.Max(1, evaluators));
        _workers = [.. Enumerable.Range(0, makers).Select(_ => Task.Run(MakeAsync)), .. Enumerable.Range(0, evaluators).Select(_ => Task.Run(EvaluateAsync))];
    }

    /// <summary>Puts a proposal in flight. There is always room: no more are in flight than the channel holds.</summary>
    public void Start(PlannedProposal planned)
    {
        var slot = new Slot();
        _slots.Add(planned.Ordinal, slot);
        if (!_planned.Writer.TryWrite((planned, slot))) throw new InvalidOperationException("More proposals are in flight than were announced.");
    }

    /// <summary>Waits for one proposal.</summary>
    /// <exception cref="OperationCanceledException">The wait was given up; the proposal stays in flight.</exception>
    public async Task<FinishedProposal> TakeAsync(long ordinal, CancellationToken cancellationToken)
    {
        FinishedProposal done = await _slots[ordinal].Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        _slots.Remove(ordinal);
        return done;
    }

    /// <summary>Stops everything in flight and waits for the workers.</summary>
    public async ValueTask DisposeAsync()
    {
        _planned.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_workers).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task MakeAsync()
    {
        await WorkAsync(_planned.Reader, async (item, stop) =>
        {
            FinishedProposal made = await _maker.MakeAsync(item.Planned, stop).ConfigureAwait(false);
            if (made.Refusal is not null) item.Slot.Done(made);
            else await _made.Writer.WriteAsync((made, item.Slot), stop).ConfigureAwait(false);
        }, item => item.Slot).ConfigureAwait(false);
    }

    private async Task EvaluateAsync()
    {
        await WorkAsync(_made.Reader, async (item, stop) =>
        {
            Evaluation evaluation = await _evaluator.EvaluateAsync(item.Made.Parts, stop).ConfigureAwait(false);
            item.Slot.Done(item.Made with { Evaluation = evaluation });
        }, item => item.Slot).ConfigureAwait(false);
    }

    private async Task WorkAsync<T>(ChannelReader<T> reader, Func<T, CancellationToken, ValueTask> work, Func<T, Slot> slotOf)
    {
        try
        {
            while (await reader.WaitToReadAsync(_stop.Token).ConfigureAwait(false))
            {
                while (!_stop.IsCancellationRequested && reader.TryRead(out T? item))
                {
                    try
                    {
                        await work(item, _stop.Token).ConfigureAwait(false);
                    }
                    catch (Exception fault) when (fault is not OperationCanceledException || !_stop.IsCancellationRequested) // the work item's boundary: whoever commits gets it
                    {
                        slotOf(item).Failed(fault);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the run ends: nobody waits for what was in flight
        }
    }

    /// <summary>Where one proposal's result is left.</summary>
    private sealed class Slot
    {
        private readonly TaskCompletionSource<FinishedProposal> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<FinishedProposal> Task => _source.Task;

        public void Done(FinishedProposal done) => _source.TrySetResult(done);

        public void Failed(Exception fault) => _source.TrySetException(fault);
    }
}

using Extropy.Models.Caching;

namespace Extropy.Models.Serving;

/// <summary>
/// Requests that wait for a worker, first come first served, and the count of those being decoded. A worker takes its fair share, so all
/// cores have work when there is enough. Thread-safe.
/// </summary>
internal sealed class WaitingLine(PrefixCache cache, int workers)
{
    private readonly object _gate = new(); // a Monitor: idle workers wait on it
    private readonly LinkedList<LiveSequence> _waiting = [];
    private int _count; // of _waiting, read without the gate
    private int _live;
    private bool _isClosed;

    /// <summary>Whether a request waits.</summary>
    public bool IsWaited => Volatile.Read(ref _count) > 0;

    /// <summary>Adds a request.</summary>
    /// <exception cref="ObjectDisposedException">The engine was disposed of.</exception>
    public LinkedListNode<LiveSequence> Add(LiveSequence sequence)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(DecodingEngine));
            LinkedListNode<LiveSequence> place = _waiting.AddLast(sequence);
            _count = _waiting.Count;
            Monitor.Pulse(_gate);
            return place;
        }
    }

    /// <summary>Takes a request out before a worker took it.</summary>
    /// <returns>False when a worker has it.</returns>
    public bool Remove(LinkedListNode<LiveSequence> place)
    {
        lock (_gate)
        {
            if (place.List is null) return false;
            _waiting.Remove(place);
            _count = _waiting.Count;
            return true;
        }
    }

    /// <summary>Moves requests to a worker while it has less than its share and the cache has room; waits when it has none at all.</summary>
    /// <param name="mine">The worker's sequences; new ones are added.</param>
    /// <param name="most">Most that the worker can hold.</param>
    /// <returns>False when the line is closed: finish with what is held.</returns>
    public bool Take(List<LiveSequence> mine, int most)
    {
        if (mine.Count > 0 && Volatile.Read(ref _count) == 0) return !Volatile.Read(ref _isClosed);
        lock (_gate)
        {
            while (true)
            {
                while (_waiting.First is { } first && mine.Count < most && mine.Count * workers < _waiting.Count + _live && Admit(first.Value))
                {
                    _waiting.RemoveFirst();
                    _count = _waiting.Count;
                    _live++;
                    mine.Add(first.Value);
                }

                if (_isClosed) return false;
                if (mine.Count > 0) break;
                Monitor.Wait(_gate);
            }

            if (_waiting.Count > 0) Monitor.Pulse(_gate); // the next idle worker
            return true;
        }
    }

    /// <summary>Notes that a worker let go of some sequences and of their pages.</summary>
    public void Leave(int count)
    {
        lock (_gate)
        {
            _live -= count;
            if (_waiting.Count > 0) Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Closes the line: wakes every worker and returns those who wait in vain.</summary>
    public List<LiveSequence> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            List<LiveSequence> left = [.. _waiting];
            _waiting.Clear();
            _count = 0;
            Monitor.PulseAll(_gate);
            return left;
        }
    }

    private bool Admit(LiveSequence sequence)
    {
        if (!cache.TryAdmit(sequence.Lease, sequence.Reusable, sequence.MostComputed, out int found)) return false;
        sequence.Advance(found);
        return true;
    }
}

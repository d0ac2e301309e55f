using System.Runtime.ExceptionServices;
using Microsoft.Data.Sqlite;

namespace Extropy.Runs.Effects;

/// <summary>
/// Group commit: one thread takes whatever rows have arrived since its last commit, writes them in one transaction, and only then tells
/// those who wait. While it commits, the next group gathers, so the group grows with the load and nobody waits for a timer.
/// </summary>
/// <remarks>A commit survives the death of the process at once (write-ahead log); one that holds a row about money is also forced to the
/// disk. Memory is bounded by the searches in flight: each has at most one awaited row.</remarks>
internal sealed class Committer : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly ICommitObserver? _observer;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<PendingRow> _arriving = [];
    private List<PendingRow> _writing = [];
    private TaskCompletionSource? _drained;
    private Exception? _failure;
    private bool _isClosing;
    private bool _isDurable;

    public Committer(string path, SqliteConnection connection, ICommitObserver? observer)
    {
        _path = path;
        _connection = connection;
        _observer = observer;
        new Thread(Work) { IsBackground = true, Name = "extropy journal" }.Start();
    }

    /// <summary>Rows committed since the journal was opened.</summary>
    public long Rows { get; private set; }

    /// <summary>Transactions committed since the journal was opened.</summary>
    public long Commits { get; private set; }

    /// <summary>Hands over a row; the order of arrival is the order in the file.</summary>
    public void Add(in PendingRow row)
    {
        lock (_gate)
        {
            if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
            ObjectDisposedException.ThrowIf(_isClosing, this);
            _arriving.Add(row);
            if (_arriving.Count == 1) Monitor.Pulse(_gate);
        }
    }

    /// <summary>Completes when every row handed over so far is committed.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            if (_failure is not null) return Task.FromException(_failure);
            if (_arriving.Count == 0 && _writing.Count == 0) return Task.CompletedTask;
            _drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    /// <summary>Commits what is left and ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isClosing = true;
            Monitor.Pulse(_gate);
        }

        await _ended.Task.ConfigureAwait(false);
    }

    private void Work()
    {
        using (var inserter = new RowInserter(_connection))
        {
            while (TakeGroup())
            {
                try
                {
                    Commit(inserter);
                }
                catch (Exception fault) // the thread's boundary: whoever waits gets it
                {
                    Fail(fault is SqliteException store ? JournalFile.Translate(_path, store) : new JournalUnwritableException(_path, fault));
                    break;
                }

                foreach (PendingRow row in _writing)
                {
                    if (row.IsAwaited) row.Stream!.Committed(null); // awaited rows always have a stream
                }
            }
        }

        _ended.SetResult();
    }

    private bool TakeGroup()
    {
        lock (_gate)
        {
            _writing.Clear();
            if (_arriving.Count == 0)
            {
                _drained?.TrySetResult();
                _drained = null;
            }

            while (_arriving.Count == 0 && !_isClosing) Monitor.Wait(_gate);
            (_arriving, _writing) = (_writing, _arriving);
            return _writing.Count > 0;
        }
    }

    private void Commit(RowInserter inserter)
    {
        _observer?.Before(_writing.Count);
        Harden(_writing.Exists(row => row.IsDurable));
        inserter.Begin();
        foreach (PendingRow row in _writing) inserter.Insert(row);
        _observer?.During(_writing.Count);
        inserter.Commit();
        _observer?.After(_writing.Count);
        Rows += _writing.Count;
        Commits++;
    }

    private void Harden(bool isDurable)
    {
        if (isDurable == _isDurable) return;
        JournalFile.Execute(_connection, isDurable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
        _isDurable = isDurable;
    }

    private void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure = failure;
            _writing.AddRange(_arriving);
            _arriving.Clear();
            _drained?.TrySetException(failure);
            _drained = null;
        }

        foreach (PendingRow row in _writing)
        {
            if (row.IsAwaited) row.Stream!.Committed(failure);
        }
    }
}

namespace Extropy.Runs.Effects;

/// <summary>Sees every group commit from inside, on the committing thread. For tests that stop the process there.</summary>
internal interface ICommitObserver
{
    /// <summary>A batch is about to be written.</summary>
    void Before(int rows);

    /// <summary>All rows are written, the transaction is still open.</summary>
    void During(int rows);

    /// <summary>The transaction is committed, nobody has been told yet.</summary>
    void After(int rows);
}

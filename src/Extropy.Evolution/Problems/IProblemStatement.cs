namespace Extropy.Evolution.Problems;

/// <summary>What is asked and what others report: everything about a problem but who judges.</summary>
public interface IProblemStatement
{
    /// <summary>Its name on the command line, for example <c>circle-packing-26</c>.</summary>
    string Id { get; }

    /// <summary>What is asked, in one sentence.</summary>
    string Title { get; }

    /// <summary>Which way the metric improves.</summary>
    Aim Aim { get; }

    /// <summary>The best value that others report; null where nobody does for this size.</summary>
    KnownRecord? Record { get; }
}

namespace Extropy.Bench;

/// <summary>One measurement that a document quotes. Found by reflection: adding a file is enough.</summary>
internal interface IBench
{
    /// <summary>What to type, e.g. <c>matmul</c>.</summary>
    string Name { get; }

    /// <summary>One line: what it measures, against what.</summary>
    string About { get; }

    /// <summary>Measures and prints; ratios are taken inside one run. Returns the exit code.</summary>
    int Run(string[] args);
}

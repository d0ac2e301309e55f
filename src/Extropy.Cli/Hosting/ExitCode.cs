namespace Extropy.Cli.Hosting;

/// <summary>How a command ends.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Something broke; the sentence on the error stream says what and how to mend it.</summary>
    public const int Failed = 1;

    /// <summary>What was asked cannot be done as asked.</summary>
    public const int BadInput = 2;

    /// <summary>The budget was spent without success; what was found is shown with its price.</summary>
    public const int Unsolved = 3;

    /// <summary>Cancelled; the run can be resumed.</summary>
    public const int Cancelled = 130;
}

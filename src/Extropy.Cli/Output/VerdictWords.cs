using Extropy.Catalog.Experiments;

namespace Extropy.Cli.Output;

/// <summary>Verdicts in words, in pages and in JSON.</summary>
internal static class VerdictWords
{
    /// <summary>The words.</summary>
    public static string Of(ExperimentVerdict verdict) => verdict switch
    {
        ExperimentVerdict.Confirmed => "confirmed",
        ExperimentVerdict.Partly => "partly",
        ExperimentVerdict.NotConfirmedAtThisScale => "not confirmed at this scale",
        _ => "refuted",
    };
}

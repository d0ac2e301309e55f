using Extropy.Certificates;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Problems.Certifying;

namespace Extropy.Cli.Evolving;

/// <summary>A search that has ended, or as far as it came.</summary>
/// <param name="Setup">What was searched.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Stop">What ended it; null for one that was interrupted.</param>
internal sealed record EvolveReport(EvolveSetup Setup, EvolutionState State, EvolutionStop? Stop)
{
    /// <summary>The best candidate, or null.</summary>
    public Candidate? Best => State.Best;

    /// <summary>The certificate of the best, or null: only problems with an exact referee have one.</summary>
    public Certificate? Certificate { get; } = Setup.Problem is IOpenProblem problem && State.Best?.Evaluation.Layout is { } layout ? Certificate.Of(problem, layout) : null;

    /// <summary>What the independent checker says of the certificate; null without one.</summary>
    public CertificateOutcome? Checked => Certificate is null ? null : CertificateCheck.Of(CertificateFile.ToUtf8(Certificate));
}

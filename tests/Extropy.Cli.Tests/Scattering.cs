using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;

namespace Extropy.Cli.Tests;

/// <summary>A proposer for circles in the unit square that knows nothing: centres at random or moved a little, all radii as large as the closest pair allows.</summary>
internal sealed class Scattering(LayoutShape shape) : IProposer
{
    public static KnownProposer Known { get; } = new("scattering", "circles of one size at random places", setting => new ProposerKit
    {
        Proposers = [new Scattering(setting.Problem.Shape)],
        Evaluator = new LayoutEvaluator(setting.Problem),
        Fingerprint = new LayoutFingerprint(setting.Problem.Shape),
        Options = new EvolutionOptions { Islands = 2, ArchiveSize = 10 },
    });

    public string Name => "scattering";

    public bool IsPaid => false;

    public ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Draws draws = request.Chance.At(0);
        var numbers = new double[shape.Count];
        Layout? parent = request.Patch == PatchKind.Full ? null : request.Parent?.Evaluation.Layout;
        double radius = 0.5;
        for (int i = 0; i < shape.Rows; i++)
        {
            (double x, double y) = parent is null
                ? (draws.NextUniform(), draws.NextUniform())
                : (Math.Clamp(parent[i, 0] + (0.1 * draws.NextGaussian()), 0.01, 0.99), Math.Clamp(parent[i, 1] + (0.1 * draws.NextGaussian()), 0.01, 0.99));
            (numbers[3 * i], numbers[(3 * i) + 1]) = (x, y);
            radius = Math.Min(radius, Math.Min(Math.Min(x, 1 - x), Math.Min(y, 1 - y)));
            for (int j = 0; j < i; j++) radius = Math.Min(radius, Math.Sqrt(((x - numbers[3 * j]) * (x - numbers[3 * j])) + ((y - numbers[(3 * j) + 1]) * (y - numbers[(3 * j) + 1]))) / 2);
        }

        for (int i = 0; i < shape.Rows; i++) numbers[(3 * i) + 2] = radius;
        Proposal proposal = Proposal.Of(LayoutPart.Write(new Layout(shape.Rows, shape.Columns.Length, [.. numbers])));
        return ValueTask.FromResult(proposal with { Units = shape.Rows, Spending = new Spending(), Note = parent is null ? "scattered" : "moved" });
    }
}

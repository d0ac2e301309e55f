using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Engine;

/// <summary>
/// Packs circles into the unit square by hand: centres at random or moved a little, or half from the donor, then every radius as large as boundary and
/// neighbours allow, one after the other. Small and honest: nothing is known about good packings.
/// </summary>
internal sealed class ClimbingProposer(int circles) : IProposer
{
    private int _calls;

    public string Name { get; init; } = "climbing";

    public bool IsPaid { get; init; }

    /// <summary>Added to every draw; a world that answers differently has another number.</summary>
    public int World { get; init; }

    /// <summary>Price of a proposal.</summary>
    public decimal Price { get; init; }

    public int Calls => _calls;

    public async ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return Propose(request) with { Spending = new Spending(PolicyCalls: 1, GeneratedTokens: 10, Money: Price), Units = circles, Note = request.Patch.ToString() };
    }

    private Proposal Propose(ProposalRequest request)
    {
        Draws draws = request.Chance.At(World);
        var centres = new (double X, double Y)[circles];
        Layout? parent = request.Parent?.Evaluation.Layout, donor = request.Donors.IsEmpty ? null : request.Donors[^1].Evaluation.Layout;
        if (PatchKinds.NeedsDonor(request.Patch) && donor is null) return Proposal.Refused("A crossover needs a donor.");
        for (int i = 0; i < circles; i++)
        {
            Layout? from = donor is not null && PatchKinds.NeedsDonor(request.Patch) && i % 2 == 0 ? donor : parent;
            bool isFresh = from is null || request.Patch is PatchKind.Seed or PatchKind.Full or PatchKind.Ablate;
            centres[i] = isFresh
                ? (draws.NextUniform(), draws.NextUniform())
                : (Inside(from![i, 0] + (0.05 * draws.NextGaussian())), Inside(from[i, 1] + (0.05 * draws.NextGaussian())));
        }

        return Proposal.Of(LayoutPart.Write(new Layout(circles, 3, [.. Grow(centres)])));
    }

    private static double Inside(double x) => Math.Clamp(x, 0.001, 0.999);

    private static IEnumerable<double> Grow((double X, double Y)[] centres)
    {
        var radii = new double[centres.Length];
        for (int i = 0; i < centres.Length; i++)
        {
            (double x, double y) = centres[i];
            double radius = Math.Min(Math.Min(x, 1 - x), Math.Min(y, 1 - y));
            for (int j = 0; j < centres.Length; j++)
            {
                double apart = Math.Sqrt(((x - centres[j].X) * (x - centres[j].X)) + ((y - centres[j].Y) * (y - centres[j].Y)));
                if (j != i) radius = Math.Min(radius, j < i ? apart - radii[j] : apart / 2);
            }

            radii[i] = Math.Max(0, radius);
        }

        return centres.SelectMany((centre, i) => new[] { centre.X, centre.Y, radii[i] });
    }
}

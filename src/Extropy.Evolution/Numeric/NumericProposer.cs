using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Numeric.Geometries;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Numeric;

/// <summary>
/// Proposes layouts by numeric optimisation, without any model. Each kind of patch has its geometric counterpart: diff moves an object or shakes all, full
/// starts anew, ablate deletes and refills a neighbourhood, combine takes objects of every donor, translocate one cluster of one donor, cross cuts by a line.
/// A descent to the local optimum, basin hopping and a polish to the last bits follow each.
/// </summary>
/// <remarks>Thread-safe. A proposal is a function of its request: work is counted in Newton steps, never in time.</remarks>
internal sealed class NumericProposer : IProposer
{
    private readonly IOpenProblem _problem;
    private readonly Geometry _geometry;
    private readonly NumericOptions _options;

    /// <summary>A proposer for one problem.</summary>
    /// <param name="problem">A built-in problem.</param>
    /// <param name="options">How much a proposal works.</param>
    /// <exception cref="BadInputException">The problem's geometry is not known here, or an option cannot be used.</exception>
    public NumericProposer(IOpenProblem problem, NumericOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _problem = problem;
        _options = options;
        _geometry = KnownGeometries.Of(problem)
            ?? throw new BadInputException($"The numeric proposer does not know the geometry of {problem.Id}; choose the proposer model or genome.");
    }

    /// <inheritdoc/>
    public string Name => "numeric";

    /// <inheritdoc/>
    public bool IsPaid => false;

    /// <inheritdoc/>
    public ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LayoutSearch search = new(_geometry, _options);
        double[][] donors = [.. request.Donors.Select(NumbersOf).OfType<double[]>()];
        double[]? found = search.Run(request.Patch, NumbersOf(request.Parent), donors, request.Chance.For(request.Attempt));
        if (found is null) return new(Proposal.Refused("No start led to a layout.") with { Units = search.Steps });

        Layout layout = new(_geometry.Objects, _geometry.Columns, ImmutableArray.Create(found));
        Layout whole = _problem.Repair(layout) ?? layout;
        return new(Proposal.Of(LayoutPart.Write(whole)) with { Note = search.Note, Units = search.Steps });
    }

    // Null where the candidate holds no layout of the problem's shape: the search then starts anew.
    private double[]? NumbersOf(Candidate? candidate)
    {
        Part? part = candidate?.Parts.FirstOrDefault(part => part.Name == Part.Layout);
        if (part is null || LayoutPart.TryRead(part.Text, out Layout? layout) is not null || layout is null) return null;
        return layout.Rows == _geometry.Objects && layout.Columns == _geometry.Columns ? [.. layout.Numbers] : null;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Core.Text;

namespace Extropy.Evolution.Problems;

/// <summary>Every built-in problem, by id. An id is a family and a number of objects, for example <c>circle-packing-26</c>; any number in the family's range goes.</summary>
public static class KnownProblems
{
    /// <summary>The default.</summary>
    public const string Default = "circle-packing-26";

    private static readonly ImmutableArray<Family> Families =
    [
        new("circle-packing", 1, 500, [26, 32], count => new CirclePackingSquare(count)),
        new("circle-packing-rect", 1, 500, [21], count => new CirclePackingRectangle(count)),
        new("heilbronn-convex", 3, 100, [13, 14], count => new HeilbronnConvex(count)),
        new("heilbronn-triangle", 3, 100, [11], count => new HeilbronnTriangle(count)),
        new("heilbronn-square", 3, 100, [9], count => new HeilbronnSquare(count)),
        new("distance-ratio-2d", 2, 500, [16], count => new DistanceRatio(count, dimensions: 2)),
        new("distance-ratio-3d", 2, 500, [14], count => new DistanceRatio(count, dimensions: 3)),
    ];

    /// <summary>The problems that results are reported for.</summary>
    public static ImmutableArray<IOpenProblem> All { get; } =
        [.. Families.SelectMany(family => family.Reported.Select(count => (IOpenProblem)family.Create(count)))];

    /// <summary>Their ids.</summary>
    public static ImmutableArray<string> Ids { get; } = [.. All.Select(problem => problem.Id)];

    /// <summary>The problem of an id.</summary>
    /// <param name="id">A family with a number of objects, or a family alone for its first reported number. Case is ignored.</param>
    /// <exception cref="BadInputException">No such family, or a number out of its range.</exception>
    public static IOpenProblem Find(string id)
    {
        (string name, int? count) = Split(id);
        Family family = Families.FirstOrDefault(family => string.Equals(family.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new BadInputException(NearestNames.Message("problem", id, [.. Ids, .. Families.Select(family => family.Name)]));
        int objects = count ?? family.Reported[0];
        if (objects < family.Least || objects > family.Most)
        {
            throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                $"{family.Name} is defined for {family.Least} to {family.Most} objects, not for {objects}"));
        }

        return family.Create(objects);
    }

    private static (string Name, int? Count) Split(string id)
    {
        int dash = id.LastIndexOf('-');
        return dash > 0 && int.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? (id[..dash], count)
            : (id, null);
    }

    private sealed record Family(string Name, int Least, int Most, ImmutableArray<int> Reported, Func<int, ExactProblem> Create);
}

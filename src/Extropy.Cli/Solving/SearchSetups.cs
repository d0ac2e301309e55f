using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Text;

namespace Extropy.Cli.Solving;

/// <summary>Every family of problems that can be solved from the command line.</summary>
internal static class SearchSetups
{
    private static readonly ImmutableArray<(string Name, Func<SolveRequest, int, CancellationToken, Task<SearchSetup>> Create)> Known =
    [
        (KkSetup.Name, KkSetup.CreateAsync),
        (CountdownSetup.Name, (request, _, _) => Task.FromResult(CountdownSetup.Create(request))),
        ("persona-facts", (request, _, _) => Task.FromResult(PersonaFactsSetup.Create(request))),
    ];

    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Known.Select(known => known.Name)];

    /// <summary>Prepares a problem with its policy.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="workers">Threads that a policy may use; never changes a result.</param>
    /// <param name="cancellation">Stops reading a data file.</param>
    /// <exception cref="BadInputException">The request does not fit the family.</exception>
    public static Task<SearchSetup> CreateAsync(SolveRequest request, int workers, CancellationToken cancellation)
    {
        foreach ((string name, Func<SolveRequest, int, CancellationToken, Task<SearchSetup>> create) in Known)
            if (name == request.Problem) return create(request, workers, cancellation);
        throw new BadInputException(NearestNames.Message("problem", request.Problem, Names));
    }

    /// <summary>Refuses flags that mean nothing for a family.</summary>
    internal static void RefuseForeign(SolveRequest request, params (string Flag, bool IsGiven)[] foreign)
    {
        foreach ((string flag, bool isGiven) in foreign)
            if (isGiven) throw new BadInputException($"{flag} means nothing for {request.Problem}; leave it out");
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Extropy.Cli.Models;
using Extropy.Cli.Solving;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Models.Serving;
using Extropy.Search.Comparison;
using Extropy.Search.Contracts;
using Extropy.Search.Strategies;
using Extropy.Tasks.Countdown;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Goals;
using Extropy.Tasks.PersonaFacts;

namespace Extropy.Cli.Comparing;

/// <summary>The problems of a comparison and the policy that all strategies share.</summary>
/// <param name="Problems">In the order of the table.</param>
/// <param name="Policy">Who writes.</param>
/// <param name="Settings">Settings of every strategy.</param>
/// <param name="Replicates">Searches of each strategy on each problem.</param>
internal sealed record CompareSetup(
    ImmutableArray<ComparisonProblem> Problems, IStepPolicy Policy, StrategySettings Settings, int Replicates = 1) : IAsyncDisposable
{
    /// <summary>What the policy runs on and must be given back, or null.</summary>
    public IAsyncDisposable? Owned { get; init; }

    /// <summary>Prepares it.</summary>
    /// <exception cref="BadInputException">The request does not fit the family, or the model is not there.</exception>
    public static CompareSetup Create(CompareRequest request, int workers) => request.Problem switch
    {
        KkSetup.Name => KnightsAndKnaves(request, workers),
        CountdownSetup.Name => Countdown(request),
        _ => PersonaFacts(request),
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static CompareSetup KnightsAndKnaves(CompareRequest request, int workers)
    {
        KkModel model = KkModel.Load(ShippedModel.Find(KkSetup.Name, request.Model));
        var options = new KkProblemOptions { Dialect = model.Dialect };
        if (request.Goals is { } goals) options = options with { Goals = KkGoalNames.Parse(goals) };
        var problems = ImmutableArray.CreateBuilder<ComparisonProblem>();
        foreach (int people in request.People)
        {
            RandomStream stream = RandomStream.FromSeed(request.Seed).For("compare").For(people);
            string group = string.Create(CultureInfo.InvariantCulture, $"n = {people}");
            problems.AddRange(KkGenerator.Stream(people, stream).Where(HeldOut.Contains).Take(request.Puzzles)
                .Select(puzzle => new ComparisonProblem(group, new KkProblem(puzzle, options))));
        }

        (DecoderPolicy policy, DecodingEngine engine) = ShippedModel.Open(model, workers);
        return new CompareSetup(problems.ToImmutable(), policy, KkSetup.SettingsFor(model)) { Owned = engine };
    }

    private static CompareSetup Countdown(CompareRequest request)
    {
        RefuseForeign(request);
        IEnumerable<ComparisonProblem> problems = Enumerable.Range(0, request.Puzzles)
            .Select(number => new ComparisonProblem(request.Problem, new CountdownProblem(CountdownSetup.Draw(request.Seed, number))));
        return new CompareSetup([.. problems], new CountdownPolicy(), new StrategySettings());
    }

    private static void RefuseForeign(CompareRequest request)
    {
        if (request.Goals is not null) throw new BadInputException($"--goals means nothing for {request.Problem}; leave it out");
        if (request.Model is not null) throw new BadInputException($"--model means nothing for {request.Problem}; leave it out");
    }

    private static CompareSetup PersonaFacts(CompareRequest request)
    {
        RefuseForeign(request);
        var options = new PersonaFactsOptions();
        return new CompareSetup(
            [new ComparisonProblem(request.Problem, new PersonaFactsProblem(options))], new PersonaFactsPolicy(options), new StrategySettings(), request.Puzzles);
    }
}

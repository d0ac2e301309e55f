using System.Collections.Immutable;
using System.Globalization;
using Extropy.Cli.Models;
using Extropy.Cli.Solving;
using Extropy.Core.Errors;
using Extropy.Learning.Evaluation;
using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Models.Serving;
using Extropy.Search.Contracts;
using Extropy.Tasks.Countdown;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.PersonaFacts;

namespace Extropy.Cli.Evaluating;

/// <summary>Which policy is tried on which problems.</summary>
/// <param name="Groups">One for each row, at least one, none empty.</param>
/// <param name="Policy">Who writes.</param>
/// <param name="Origin">Where the problems came from.</param>
internal sealed record EvalSetup(ImmutableArray<EvalGroup> Groups, IStepPolicy Policy, string Origin) : IAsyncDisposable
{
    /// <summary>The families, in the order of the help.</summary>
    public static readonly string[] Tasks = [KkSetup.Name, CountdownSetup.Name, PersonaFacts];

    private const string PersonaFacts = "persona-facts";
    private const int DefaultPuzzles = 200;
    private static readonly ImmutableArray<int> DefaultPeople = [2, 3, 4, 5, 6];

    /// <summary>False for a policy that has no most probable answer.</summary>
    public bool HasGreedy { get; init; }

    /// <summary>Most tokens of one answer.</summary>
    public int MaxTokens { get; init; } = PolicyEvaluationOptions.DefaultMaxTokens;

    /// <summary>Most tokens of one step.</summary>
    public int MaxTokensPerStep { get; init; } = new SamplingOptions().MaxTokensPerStep;

    /// <summary>What the policy runs on and must be given back, or null.</summary>
    public IAsyncDisposable? Owned { get; init; }

    /// <summary>Prepares it.</summary>
    /// <exception cref="BadInputException">The request does not fit the family, the file cannot be read, or the model is not there.</exception>
    public static async Task<EvalSetup> CreateAsync(EvalRequest request, int workers, CancellationToken cancellation)
    {
        if (request.Task == KkSetup.Name) return await KnightsAndKnavesAsync(request, workers, cancellation);
        request.RefuseModelFlags();
        int puzzles = request.Puzzles ?? DefaultPuzzles;
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (request.Task == CountdownSetup.Name)
        {
            IEnumerable<IProblem> drawn = Enumerable.Range(0, puzzles).Select(number => new CountdownProblem(CountdownSetup.Draw(request.Seed, number)));
            return new EvalSetup(
                [new EvalGroup(null, [.. drawn], null)],
                new CountdownPolicy(),
                string.Create(culture, $"{puzzles} puzzles of {CountdownSetup.DefaultNumbers} numbers, drawn from seed {request.Seed}; uniform policy, no model"));
        }

        var options = new PersonaFactsOptions();
        var toy = new PersonaFactsProblem(options);
        return new EvalSetup(
            [new EvalGroup(null, [.. Enumerable.Repeat<IProblem>(toy, puzzles)], null)],
            new PersonaFactsPolicy(options),
            string.Create(culture, $"one problem, {puzzles} times; exact Markov policy, no model"));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Owned?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<EvalSetup> KnightsAndKnavesAsync(EvalRequest request, int workers, CancellationToken cancellation)
    {
        KkModel model = KkModel.Load(ShippedModel.Find(KkSetup.Name, request.Model));
        (ImmutableArray<EvalGroup> groups, string origin) = request.Data is { } file
            ? (await EvalDataFile.ReadAsync(file, request, model.Dialect, cancellation), $"rows of {Path.GetFileName(file)}")
            : (Drawn(request, model.Dialect), string.Create(CultureInfo.InvariantCulture, $"held-out puzzles drawn from seed {request.Seed}"));
        (DecoderPolicy policy, DecodingEngine engine) = ShippedModel.Open(model, workers);
        return new EvalSetup(groups, policy, origin) { HasGreedy = true, Owned = engine, MaxTokens = model.MaxTokens, MaxTokensPerStep = model.MaxTokensPerStep };
    }

    private static ImmutableArray<EvalGroup> Drawn(EvalRequest request, KkDialect dialect)
    {
        var groups = ImmutableArray.CreateBuilder<EvalGroup>();
        foreach (int people in request.People ?? DefaultPeople)
        {
            ImmutableArray<IProblem> problems = KkEvaluation.Problems(people, request.Puzzles ?? DefaultPuzzles, request.Seed, dialect);
            groups.Add(new EvalGroup(people, problems, problems.Count(problem => HeldOut.Contains(((KkProblem)problem).Puzzle))));
        }

        return groups.ToImmutable();
    }
}

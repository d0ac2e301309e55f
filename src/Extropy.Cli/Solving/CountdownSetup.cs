using System.Globalization;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Search.Contracts;
using Extropy.Tasks.Countdown;

namespace Extropy.Cli.Solving;

/// <summary>Countdown with the uniform policy: no model, no download.</summary>
internal sealed class CountdownSetup : IProblemText
{
    /// <summary>The family's name.</summary>
    public const string Name = "countdown";

    /// <summary>How many numbers a drawn puzzle has.</summary>
    public const int DefaultNumbers = 5;

    private const int DefaultCalls = 2000;
    private readonly CountdownProblem _problem;

    private CountdownSetup(CountdownProblem problem) => _problem = problem;

    /// <inheritdoc/>
    public IReadOnlyList<string> Statement =>
    [
        $"Make {_problem.Puzzle.Target.ToString(CultureInfo.InvariantCulture)} from {string.Join(", ", _problem.Puzzle.Numbers)}.",
        "Each number may be used at most once, by +, −, × and ÷; what an operation makes may be used again.",
    ];

    /// <summary>Problem, policy and words.</summary>
    /// <exception cref="Core.Errors.BadInputException">The puzzle cannot be read, or a flag means nothing here.</exception>
    public static SearchSetup Create(SolveRequest request)
    {
        SearchSetups.RefuseForeign(
            request, ("--people", request.People is not null), ("--data", request.Data is not null), ("--row", request.Row is not null),
            ("--goals", request.Goals is not null), ("--model", request.Model is not null));
        CountdownPuzzle puzzle = request.Text is { } text ? CountdownPuzzle.Parse(text) : Draw(request.Seed, 0);
        string origin = request.Text is null
            ? string.Create(CultureInfo.InvariantCulture, $"{puzzle.Numbers.Length} numbers, drawn from seed {request.Seed}; uniform policy, no model")
            : "from --text; uniform policy, no model";
        var problem = new CountdownProblem(puzzle);
        return new SearchSetup(
            problem, new CountdownPolicy(), new CountdownSetup(problem), origin, new Budget { PolicyCalls = DefaultCalls }, TokensPerStep: 1);
    }

    /// <summary>A puzzle by number.</summary>
    public static CountdownPuzzle Draw(long seed, long number) =>
        CountdownGenerator.One(DefaultNumbers, RandomStream.FromSeed(seed).For("countdown").For(number));

    /// <inheritdoc/>
    public string Step(Step step) => step.Text.Replace('*', '×').Replace(" / ", " ÷ ", StringComparison.Ordinal);

    /// <inheritdoc/>
    public string? Answer(Trajectory trajectory) => _problem.ReadAnswer(trajectory) is { } made ? $"made {made}" : null;
}

using System.Globalization;
using Extropy.Cli.Models;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Models.Serving;
using Extropy.Search.Strategies;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Data;
using Extropy.Tasks.KnightsAndKnaves.English;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Goals;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Cli.Solving;

/// <summary>Knights and Knaves with the small model that ships, or with a language model, which is asked and answers in English.</summary>
internal static class KkSetup
{
    /// <summary>The family's name.</summary>
    public const string Name = "knights-and-knaves";

    /// <summary>n when nothing is said.</summary>
    public const int DefaultPeople = 4;

    private const long TokensPerPerson = 15_000;

    private const long EnglishTokensPerPerson = 1_500; // a language model writes some ten tokens a second on a processor

    /// <summary>Settings of every strategy on these puzzles.</summary>
    public static StrategySettings SettingsFor(KkModel model) => new() { Sampling = new() { MaxTokensPerStep = model.MaxTokensPerStep } };

    /// <summary>Problem, policy and words.</summary>
    /// <exception cref="BadInputException">The puzzle cannot be read or has no or several solutions, or the model is not there.</exception>
    public static async Task<SearchSetup> CreateAsync(SolveRequest request, int workers, CancellationToken cancellation)
    {
        (KkPuzzle puzzle, string origin) = await PuzzleAsync(request, cancellation);
        KkModel model = KkModel.Load(ShippedModel.Find(Name, request.Model));
        var options = new KkProblemOptions { Dialect = model.Dialect };
        if (request.Goals is { } goals) options = options with { Goals = KkGoalNames.Parse(goals) };
        var problem = new KkProblem(puzzle, options);
        (DecoderPolicy policy, DecodingEngine engine) = ShippedModel.Open(model, workers);
        return new SearchSetup(
            problem,
            policy,
            new KkSentences(problem),
            origin,
            new Budget { GeneratedTokens = (model.IsEnglish ? EnglishTokensPerPerson : TokensPerPerson) * puzzle.People },
            TokensPerStep: model.IsEnglish ? model.MaxTokensPerStep : LongestParagraph(puzzle.People))
        {
            Owned = engine,
            Settings = SettingsFor(model),
            DefaultStrategy = KnownStrategies.Checked,
        };
    }

    /// <summary>ASSUME, a role for everybody, TEST, a verdict for everybody, and the end.</summary>
    private static int LongestParagraph(int people) => 4 * people + 3;

    private static async Task<(KkPuzzle Puzzle, string Origin)> PuzzleAsync(SolveRequest request, CancellationToken cancellation)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (request.Text is not null && request.Data is not null) throw new BadInputException("--text and --data both bring a puzzle; give one of them");
        if (request.Row is not null && request.Data is null) throw new BadInputException("--row names a row of a file; give --data FILE too");
        if ((request.Text ?? request.Data) is not null && request.People is not null)
            throw new BadInputException("--people is for drawn puzzles; a puzzle that is given has its own number");

        if (request.Text is { } text) return (KkEnglish.Parse(text), "from --text");
        if (request.Data is { } file)
        {
            int row = request.Row ?? 0;
            KkDataRow found = await KkDataFile.RowAsync(file, row, cancellation);
            return (KkEnglish.Parse(found.Text), string.Create(culture, $"row {row} of {Path.GetFileName(file)}"));
        }

        int people = request.People ?? DefaultPeople;
        RandomStream stream = RandomStream.FromSeed(request.Seed).For("solve").For(people);
        KkPuzzle drawn = KkGenerator.Stream(people, stream).First(HeldOut.Contains); // never one that the model was trained on
        return (drawn, string.Create(culture, $"{people} people, drawn from seed {request.Seed}"));
    }
}

using System.Globalization;
using Extropy.Core.Accounting;
using Extropy.Search.Contracts;
using Extropy.Tasks.PersonaFacts;

namespace Extropy.Cli.Solving;

/// <summary>The toy on which recombination and goals need each other, with its exact Markov policy: no model, no download.</summary>
internal sealed class PersonaFactsSetup : IProblemText
{
    private const int DefaultCalls = 200;
    private readonly PersonaFactsProblem _problem;

    private PersonaFactsSetup(PersonaFactsProblem problem) => _problem = problem;

    /// <inheritdoc/>
    public IReadOnlyList<string> Statement
    {
        get
        {
            PersonaFactsOptions options = _problem.Options;
            CultureInfo culture = CultureInfo.InvariantCulture;
            return
            [
                string.Create(culture, $"Tell all {options.Facts} facts within {options.MaxSteps} steps. Fact i belongs to persona i mod {PersonaFactsOptions.Personas}."),
                string.Create(culture, $"The policy keeps its persona with probability {options.Stay} and tells a fact with probability {options.TellProbability}."),
            ];
        }
    }

    /// <summary>Problem, policy and words.</summary>
    public static SearchSetup Create(SolveRequest request)
    {
        SearchSetups.RefuseForeign(
            request, ("--people", request.People is not null), ("--text", request.Text is not null), ("--data", request.Data is not null),
            ("--row", request.Row is not null), ("--goals", request.Goals is not null),
            ("--model", request.Model is not null));
        var options = new PersonaFactsOptions();
        var problem = new PersonaFactsProblem(options);
        return new SearchSetup(
            problem,
            new PersonaFactsPolicy(options),
            new PersonaFactsSetup(problem),
            "exact Markov policy, no model",
            new Budget { PolicyCalls = DefaultCalls },
            TokensPerStep: 1);
    }

    /// <inheritdoc/>
    public string Step(Step step) => step.Text;

    /// <inheritdoc/>
    public string? Answer(Trajectory trajectory)
    {
        string told = _problem.ReadAnswer(trajectory);
        return told.Length == 0 ? null : $"told facts {told}";
    }
}

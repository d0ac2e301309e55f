using System.Globalization;
using System.Text;
using Extropy.Core.Identity;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;

namespace Extropy.Tasks.PersonaFacts;

/// <summary>
/// Tell all m facts within L_max steps. Fact i belongs to persona i mod 2; a sticky policy rarely changes persona, so single rollouts
/// almost never cover both. The smallest problem on which recombination (two personas spliced) and backward goals (one per fact) need
/// each other. Source: experiment E3 of the project's reading of Bidirectional Evolutionary Search (arXiv 2605.28814).
/// </summary>
/// <remarks>Thread-safe. Complete when all facts are told or the length is used up. The goal tree is the root and one binary leaf per
/// fact; nothing is left to decompose.</remarks>
public sealed class PersonaFactsProblem : IProblem, IVerifier
{
    private readonly PersonaFactsVocabulary _vocabulary;

    /// <summary>Creates the problem.</summary>
    /// <exception cref="Core.Errors.BadInputException">An option outside its range.</exception>
    public PersonaFactsProblem(PersonaFactsOptions options)
    {
        options.Validate();
        Options = options;
        _vocabulary = new PersonaFactsVocabulary(options.Facts);
        Identity = options.Identity;
        Goals = new PersonaFactsGoals(_vocabulary);
    }

    /// <summary>The toy's numbers.</summary>
    public PersonaFactsOptions Options { get; }

    /// <inheritdoc/>
    public string Task => "persona-facts";

    /// <inheritdoc/>
    public Digest Identity { get; }

    /// <inheritdoc/>
    public Prompt Prompt { get; } = new("Tell every fact.");

    /// <inheritdoc/>
    public string StepSeparator => "\n";

    /// <inheritdoc/>
    public IVerifier Verifier => this;

    /// <inheritdoc/>
    public SolutionVisibility Visibility => SolutionVisibility.TargetVisible;

    /// <inheritdoc/>
    public int MaxSteps => Options.MaxSteps;

    /// <inheritdoc/>
    public IGoalSource Goals { get; }

    /// <inheritdoc/>
    public Verdict Verify(Trajectory trajectory)
    {
        Span<bool> told = stackalloc bool[Options.Facts];
        bool all = _vocabulary.Mark(trajectory, told) == Options.Facts && trajectory.Length <= Options.MaxSteps;
        bool complete = all || trajectory.Length >= Options.MaxSteps || trajectory.IsEnded;
        return new Verdict(all ? 1 : 0, complete ? TrajectoryState.Complete : TrajectoryState.Open) { IsAnswerCorrect = all };
    }

    /// <summary>The facts told, in order of their numbers: <c>0 2 4</c>. Never null: telling nothing is an answer too.</summary>
    public string ReadAnswer(Trajectory trajectory)
    {
        Span<bool> told = stackalloc bool[Options.Facts];
        _vocabulary.Mark(trajectory, told);
        var answer = new StringBuilder();
        for (int fact = 0; fact < told.Length; fact++)
        {
            if (told[fact]) answer.Append(answer.Length == 0 ? "" : " ").Append(fact.ToString(CultureInfo.InvariantCulture));
        }

        return answer.ToString();
    }
}

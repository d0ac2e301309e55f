using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.English;
using Extropy.Tasks.KnightsAndKnaves.Goals;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;
using Extropy.Tasks.KnightsAndKnaves.Verification;

namespace Extropy.Tasks.KnightsAndKnaves;

/// <summary>
/// Find out who is a knight, and show why. Solved (reward 1) when the answer makes exactly the knights' statements true, no paragraph makes
/// a false claim, and the verified paragraphs entail every role. The right answer alone is kept apart (<see cref="Verdict.IsAnswerCorrect"/>):
/// with few people it is easily guessed.
/// </summary>
/// <remarks>Thread-safe. Paragraphs are judged once per problem and remembered, so verifying a child costs microseconds.</remarks>
public sealed class KkProblem : IProblem, IVerifier
{
    /// <summary>Creates the problem.</summary>
    /// <param name="puzzle">A puzzle with exactly one solution.</param>
    /// <param name="options">How it is posed; null for the defaults.</param>
    /// <exception cref="BadInputException">The puzzle has no solution or several, or an option is out of range.</exception>
    public KkProblem(KkPuzzle puzzle, KkProblemOptions? options = null)
    {
        Options = options ?? new KkProblemOptions();
        Options.Validate();
        Puzzle = puzzle;
        Solution = Roles.Complete(puzzle.People, UniqueSolution(puzzle));
        Derivation = new KkDerivation(puzzle, IsEnglish ? new EnglishReader(puzzle.Names) : FormalReader.Shared);
        Prompt = new Prompt(IsEnglish ? $"{KkEnglish.Write(puzzle)}\n\n{EnglishWriter.Instruction}" : KkWriter.Prompt(puzzle));
        MaxSteps = Options.MaxSteps > 0 ? Options.MaxSteps : KkProblemOptions.StepsPerPerson * puzzle.People;
        using var builder = new DigestBuilder();
        Identity = builder.Add("knights-and-knaves/1").Add(puzzle.Digest).Add(Prompt.Text).Add(MaxSteps).Add(KkGoalNames.Of(Options.Goals)).Build();
        Goals = Options.Goals switch
        {
            KkGoals.None => null,
            KkGoals.Truth => new TruthGoals(this),
            _ => new LogicGoals(this, Options.Goals),
        };
    }

    /// <summary>The puzzle.</summary>
    public KkPuzzle Puzzle { get; }

    /// <summary>How it is posed.</summary>
    public KkProblemOptions Options { get; }

    /// <summary>The one solution. For checking and for showing; proposers never see it.</summary>
    public Roles Solution { get; }

    /// <summary>Reads and judges steps.</summary>
    public KkDerivation Derivation { get; }

    /// <inheritdoc/>
    public string Task => "knights-and-knaves";

    /// <inheritdoc/>
    public Digest Identity { get; }

    /// <inheritdoc/>
    public Prompt Prompt { get; }

    /// <inheritdoc/>
    public string StepSeparator => IsEnglish ? "\n\n" : $" {Words.Paragraph} ";

    /// <inheritdoc/>
    public IVerifier Verifier => this;

    /// <inheritdoc/>
    public SolutionVisibility Visibility =>
        Options.Goals == KkGoals.Truth ? SolutionVisibility.SolutionVisible : SolutionVisibility.Hidden;

    /// <inheritdoc/>
    public int MaxSteps { get; }

    /// <inheritdoc/>
    public string FinishingCue => IsEnglish ? EnglishWriter.AnswerHeading : Words.Final;

    /// <inheritdoc/>
    public IGoalSource? Goals { get; }

    /// <summary>A claim as a paragraph of this problem's dialect.</summary>
    public string Write(Claim claim) => IsEnglish ? EnglishWriter.Paragraph(claim, Puzzle.Names) : KkWriter.Paragraph(claim);

    /// <summary>
    /// A step in English, whatever the dialect; text that makes no claim stays as it is. People who are not in the puzzle go by their numbers, so that
    /// a verifier of English judges a claim about strangers, or an answer that names them, as this one does.
    /// </summary>
    /// <remarks>Tests that a formal paragraph spells out are not told: one that is wrong in a test alone reads as a right one.</remarks>
    public string InEnglish(Step step) =>
        !IsEnglish && Derivation.ClaimOf(step) is { } claim ? EnglishWriter.Paragraph(claim, Everybody()) : step.Text;

    /// <summary>The verdict.</summary>
    /// <remarks>A trajectory is complete once it gives an answer; unfinished when it ended without one, or when it has derived every role
    /// without a false step and only the answer is missing.</remarks>
    public Verdict Verify(Trajectory trajectory)
    {
        KkStanding standing = Derivation.StandingOf(trajectory);
        bool isDerived = IsDerived(standing), isRight = IsRight(standing);
        return new Verdict(isRight && isDerived ? 1 : 0, State(trajectory, standing, isDerived))
        {
            Steps = Judgements(trajectory),
            IsAnswerCorrect = isRight,
            Feedback = Feedback(standing, isRight, isDerived),
        };
    }

    /// <summary>The roles of the last answer, e.g. <c>P0 KNIGHT P1 KNAVE</c>; null unless everybody of the puzzle has one.</summary>
    public string? ReadAnswer(Trajectory trajectory) =>
        Derivation.StandingOf(trajectory).Answer is { } roles && IsForEverybody(roles) ? roles.ToString() : null;

    /// <summary>1 when solved.</summary>
    internal double RewardOf(KkStanding standing) => IsRight(standing) && IsDerived(standing) ? 1 : 0;

    private bool IsDerived(KkStanding standing) => standing.WrongSteps == 0 && standing.Entailed.Count == Puzzle.People;

    private bool IsRight(KkStanding standing) =>
        standing.Answer is { } answer && IsForEverybody(answer) && Puzzle.IsSolvedBy(answer.Knights);

    private ImmutableArray<string> Everybody() =>
    [
        .. Puzzle.Names,
        .. Enumerable.Range(Puzzle.People, KkPuzzle.MaxPeople - Puzzle.People).Select(person => string.Create(CultureInfo.InvariantCulture, $"P{person}")),
    ];

    private static TrajectoryState State(Trajectory trajectory, KkStanding standing, bool isDerived)
    {
        if (standing.Answer is not null) return TrajectoryState.Complete;
        return trajectory.IsEnded || isDerived ? TrajectoryState.Unfinished : TrajectoryState.Open;
    }

    private static string Feedback(KkStanding standing, bool isRight, bool isDerived) => (standing.Answer is not null, isRight, isDerived) switch
    {
        (true, true, true) => "Solved: the answer is right and every role is derived.",
        (true, true, false) when standing.WrongSteps > 0 => "The answer is right, but a step makes a false claim.",
        (true, true, false) => "The answer is right, but the steps do not show every role.",
        (true, false, _) => "The answer is wrong.",
        (false, _, true) => "Every role is derived; only the answer is missing.",
        _ when standing.WrongSteps > 0 => "A step makes a false claim.",
        _ => "Some roles are still open.",
    };

    private bool IsEnglish => Options.Dialect == KkDialect.English;

    private bool IsForEverybody(Roles roles) => roles.Known == (1 << Puzzle.People) - 1;

    private ImmutableArray<StepValidity> Judgements(Trajectory trajectory)
    {
        var judgements = ImmutableArray.CreateBuilder<StepValidity>(trajectory.Length);
        foreach (Step step in trajectory.Steps) judgements.Add(Derivation.Judge(step));
        return judgements.MoveToImmutable();
    }

    private static int UniqueSolution(KkPuzzle puzzle)
    {
        if (KkSolver.TryUnique(puzzle, out int knights)) return knights;
        int solutions = KkSolver.Solutions(puzzle).Length;
        throw new BadInputException(solutions == 0
            ? "The puzzle contradicts itself: no assignment of roles fits all statements."
            : $"The puzzle is ambiguous: {solutions} assignments of roles fit all statements, where exactly one must.");
    }
}
